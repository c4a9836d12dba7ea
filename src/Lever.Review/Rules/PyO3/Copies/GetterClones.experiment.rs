//! A vector copied for each read of one of its elements against shared with the reader.
//!
//! SIZES: 10, 100, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;
use std::rc::Rc;

struct Inputs {
    owned: Vec<u64>,
    shared: Rc<Vec<u64>>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    let owned: Vec<u64> = (0..n).map(|_| random.next() >> 32).collect();
    Inputs { shared: Rc::new(owned.clone()), owned }
}

fn before(inputs: &Inputs) -> u64 {
    (0..inputs.owned.len()).map(|at| std::hint::black_box(inputs.owned.clone())[at]).sum()
}

fn after(inputs: &Inputs) -> u64 {
    (0..inputs.owned.len()).map(|at| std::hint::black_box(inputs.shared.clone())[at]).sum()
}
