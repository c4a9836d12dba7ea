//! Fixture of rs-lock-on-primitive.

use std::sync::{Arc, Mutex, RwLock};

pub struct Stats {
    requests: Mutex<u64>, // expect: rs-lock-on-primitive
    closed: RwLock<bool>, // expect: rs-lock-on-primitive
    depth: Arc<Mutex<usize>>, // expect: rs-lock-on-primitive
    names: Mutex<Vec<String>>,
    limit: Mutex<u32>,
    mean: Mutex<f64>,
    pub shown: Mutex<u64>,
}

impl Stats {
    pub fn count(&self) {
        *self.requests.lock().unwrap() += 1;
    }

    pub fn requests(&self) -> u64 {
        *self.requests.lock().expect("not poisoned")
    }

    pub fn close(&self) -> bool {
        *self.closed.write().unwrap() = true;
        *self.closed.read().unwrap()
    }

    pub fn enter(&self) {
        *self.depth.lock().unwrap() += 1;
    }

    // A list is no number.
    pub fn add(&self, name: String) {
        self.names.lock().unwrap().push(name);
    }

    // Looked at and changed under one lock.
    pub fn take(&self) -> bool {
        let mut limit = self.limit.lock().unwrap();
        if *limit == 0 {
            return false;
        }
        *limit -= 1;
        true
    }

    // There are no atomic floats.
    pub fn set(&self, mean: f64) {
        *self.mean.lock().unwrap() = mean;
    }

    // Who knows what others do with it.
    pub fn show(&self) -> u64 {
        *self.shown.lock().unwrap()
    }
}
