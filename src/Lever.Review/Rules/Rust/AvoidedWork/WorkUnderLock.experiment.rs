//! Threads that each hold one lock through a wait of 1 ms against threads that wait first and lock then.
//!
//! SIZES: 1, 4, 16
//! WINS: n >= 4
//! METRIC: wall
//! SAME: result
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() % 1_000).collect()
}

fn before(numbers: &[u64]) -> u64 {
    let total = Mutex::new(0);
    thread::scope(|scope| {
        for number in numbers {
            let total = &total;
            scope.spawn(move || {
                let mut total = total.lock().unwrap();
                thread::sleep(Duration::from_millis(1));
                *total += number;
            });
        }
    });
    total.into_inner().unwrap()
}

fn after(numbers: &[u64]) -> u64 {
    let total = Mutex::new(0);
    thread::scope(|scope| {
        for number in numbers {
            let total = &total;
            scope.spawn(move || {
                thread::sleep(Duration::from_millis(1));
                *total.lock().unwrap() += number;
            });
        }
    });
    total.into_inner().unwrap()
}
