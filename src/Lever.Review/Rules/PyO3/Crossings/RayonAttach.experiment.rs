//! Four threads that take one lock for each of their elements against four that compute alone and take it once.
//!
//! SIZES: 10_000, 100_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;
use std::sync::Mutex;
use std::thread;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() >> 40).collect()
}

fn before(values: &[u64]) -> u64 {
    let interpreter = Mutex::new(0u64);
    thread::scope(|scope| {
        for part in values.chunks(values.len() / 4 + 1) {
            let interpreter = &interpreter;
            scope.spawn(move || {
                for value in part {
                    let mut sum = interpreter.lock().unwrap();
                    *sum = sum.wrapping_add(value * value);
                }
            });
        }
    });
    interpreter.into_inner().unwrap()
}

fn after(values: &[u64]) -> u64 {
    let interpreter = Mutex::new(0u64);
    thread::scope(|scope| {
        for part in values.chunks(values.len() / 4 + 1) {
            let interpreter = &interpreter;
            scope.spawn(move || {
                let own = part.iter().fold(0u64, |sum, value| sum.wrapping_add(value * value));
                let mut sum = interpreter.lock().unwrap();
                *sum = sum.wrapping_add(own);
            });
        }
    });
    interpreter.into_inner().unwrap()
}
