//! A lock that stands for the interpreter's, taken for each of three small steps against once for all of them.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;
use std::sync::Mutex;

struct Inputs {
    objects: Vec<u64>,
    interpreter: Mutex<u64>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    Inputs { objects: (0..n).map(|_| random.next() >> 32).collect(), interpreter: Mutex::new(0) }
}

fn before(inputs: &Inputs) -> u64 {
    let mut sum = 0u64;
    for object in &inputs.objects {
        let first = *inputs.interpreter.lock().unwrap() + object;
        let second = *inputs.interpreter.lock().unwrap() + first;
        let third = *inputs.interpreter.lock().unwrap() + second;
        sum = sum.wrapping_add(third);
    }
    sum
}

fn after(inputs: &Inputs) -> u64 {
    let mut sum = 0u64;
    for object in &inputs.objects {
        let interpreter = inputs.interpreter.lock().unwrap();
        let first = *interpreter + object;
        let second = *interpreter + first;
        sum = sum.wrapping_add(*interpreter + second);
    }
    sum
}
