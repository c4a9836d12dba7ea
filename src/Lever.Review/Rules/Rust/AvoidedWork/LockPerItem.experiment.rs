//! A shared sum under a mutex that is locked for every item, by one thread, against a sum of one's own that is added once.
//!
//! SIZES: 10, 1_000, 100_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::sync::Mutex;

use crate::forms::Random;

struct Inputs {
    numbers: Vec<u64>,
    totals: Mutex<Vec<u64>>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    Inputs { numbers: (0..n).map(|_| random.next() % 1_000).collect(), totals: Mutex::new(vec![0; 8]) }
}

fn before(inputs: &Inputs) -> usize {
    for number in &inputs.numbers {
        inputs.totals.lock().unwrap()[(number % 8) as usize] += number;
    }
    inputs.totals.lock().unwrap().len()
}

fn after(inputs: &Inputs) -> usize {
    let mut own = [0; 8];
    for number in &inputs.numbers {
        own[(number % 8) as usize] += number;
    }
    let mut totals = inputs.totals.lock().unwrap();
    for (total, own) in totals.iter_mut().zip(own) {
        *total += own;
    }
    totals.len()
}
