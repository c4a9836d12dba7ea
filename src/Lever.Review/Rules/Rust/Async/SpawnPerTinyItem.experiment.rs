//! A thread for each number against one loop.
//!
//! SIZES: 1, 10, 100
//! WINS: always
//! METRIC: wall
//! SAME: result
use std::thread;

use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() >> 40).collect()
}

fn before(numbers: &[u64]) -> Vec<u64> {
    let mut workers = Vec::new();
    for &number in numbers {
        workers.push(thread::spawn(move || number * number));
    }
    workers.into_iter().map(|worker| worker.join().unwrap()).collect()
}

fn after(numbers: &[u64]) -> Vec<u64> {
    numbers.iter().map(|number| number * number).collect()
}
