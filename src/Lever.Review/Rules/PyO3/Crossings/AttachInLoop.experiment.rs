//! A lock that stands for the interpreter's, taken for each element against once for all.
//!
//! SIZES: 10, 1_000, 100_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;
use std::sync::Mutex;

struct Inputs {
    prices: Vec<u64>,
    interpreter: Mutex<u64>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    Inputs { prices: (0..n).map(|_| random.next() >> 32).collect(), interpreter: Mutex::new(0) }
}

fn before(inputs: &Inputs) -> u64 {
    *inputs.interpreter.lock().unwrap() = 0;
    for price in &inputs.prices {
        let mut interpreter = inputs.interpreter.lock().unwrap();
        *interpreter = interpreter.wrapping_mul(31).wrapping_add(*price);
    }
    *inputs.interpreter.lock().unwrap()
}

fn after(inputs: &Inputs) -> u64 {
    let mut interpreter = inputs.interpreter.lock().unwrap();
    *interpreter = 0;
    for price in &inputs.prices {
        *interpreter = interpreter.wrapping_mul(31).wrapping_add(*price);
    }
    *interpreter
}
