//! A lock put down and taken up again around each small step against held all the while.
//!
//! SIZES: 10, 1_000, 100_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;
use std::sync::Mutex;

struct Inputs {
    keys: Vec<u64>,
    interpreter: Mutex<u64>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    Inputs { keys: (0..n).map(|_| random.next()).collect(), interpreter: Mutex::new(7) }
}

fn before(inputs: &Inputs) -> u64 {
    let mut held = inputs.interpreter.lock().unwrap();
    let mut sum = *held;
    for key in &inputs.keys {
        drop(held);
        sum = sum.wrapping_add(key.wrapping_mul(31));
        held = inputs.interpreter.lock().unwrap();
        sum ^= *held;
    }
    sum
}

fn after(inputs: &Inputs) -> u64 {
    let held = inputs.interpreter.lock().unwrap();
    let mut sum = *held;
    for key in &inputs.keys {
        sum = sum.wrapping_add(key.wrapping_mul(31));
        sum ^= *held;
    }
    sum
}
