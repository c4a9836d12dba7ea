//! Fixture of rs-arc-unneeded.

use std::rc::Rc;
use std::sync::Arc;
use std::thread;

pub struct Settings {
    factor: u64,
    name: String,
}

pub fn scaled(settings: &Arc<Settings>, numbers: &[u64]) -> u64 {
    let mut sum = 0;
    for number in numbers {
        let shared = Arc::clone(settings); // expect: rs-arc-unneeded, with a profile
        sum += shared.factor * number;
    }
    sum
}

pub struct Worker {
    settings: Arc<Settings>,
    done: u64,
}

impl Worker {
    pub fn total(&self, numbers: &[u64]) -> u64 {
        let mut sum = 0;
        for number in numbers {
            let settings = self.settings.clone(); // expect: rs-arc-unneeded, with a profile
            sum += settings.factor * number;
        }
        sum
    }

    pub fn name(&self) -> usize {
        let settings = self.settings.clone(); // expect: rs-arc-unneeded, with a profile
        settings.name.len()
    }

    // `self` changes while the clone is read.
    pub fn work(&mut self, numbers: &[u64]) {
        for number in numbers {
            let settings = self.settings.clone();
            self.add(settings.factor * number);
        }
    }

    fn add(&mut self, number: u64) {
        self.done += number;
    }
}

pub fn counted(settings: Rc<Settings>, numbers: &[u64]) -> usize {
    let mut count = 0;
    for number in numbers {
        let own = settings.clone(); // expect: rs-arc-unneeded, with a profile
        if own.factor > *number {
            count += 1;
        }
    }
    count
}

fn product(settings: Arc<Settings>, number: u64) -> u64 {
    settings.factor * number
}

pub fn products(settings: &Arc<Settings>, numbers: &[u64]) -> u64 {
    numbers.iter().map(|number| product(Arc::clone(settings), *number)).sum() // expect: rs-arc-unneeded, with a profile
}

// What takes it keeps it.
fn worker(settings: Arc<Settings>) -> Worker {
    Worker { settings, done: 0 }
}

pub fn crew(settings: &Arc<Settings>, count: usize) -> Vec<Worker> {
    (0..count).map(|_| worker(settings.clone())).collect()
}

// Moved into a thread, which may outlive the loop.
pub fn spawned(settings: Arc<Settings>, numbers: Vec<u64>) {
    for number in numbers {
        let settings = Arc::clone(&settings);
        thread::spawn(move || settings.factor * number);
    }
}

// Stored.
pub fn workers(settings: &Arc<Settings>, count: usize) -> Vec<Worker> {
    let mut all = Vec::new();
    for _ in 0..count {
        let settings = Arc::clone(settings);
        all.push(Worker { settings, done: 0 });
    }
    all
}

// A deep copy is another matter.
pub fn names(settings: &Settings, numbers: &[u64]) -> usize {
    let mut length = 0;
    for _ in numbers {
        let name = settings.name.clone();
        length += name.len();
    }
    length
}

// What the loop replaces must be kept alive.
pub fn replaced(mut current: Arc<Settings>, others: &[Arc<Settings>]) -> u64 {
    let mut sum = 0;
    for other in others {
        let before = current.clone();
        current = Arc::clone(other);
        sum += before.factor;
    }
    sum + current.factor
}
