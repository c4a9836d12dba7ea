//! Values read behind a mark that says they are borrowed against plain ones.
//!
//! SIZES: 100, 10_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;
use std::sync::RwLock;

struct Inputs {
    marked: Vec<RwLock<u64>>,
    plain: Vec<u64>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    let plain: Vec<u64> = (0..n).map(|_| random.next() >> 32).collect();
    Inputs { marked: plain.iter().map(|value| RwLock::new(*value)).collect(), plain }
}

fn before(inputs: &Inputs) -> u64 {
    inputs.marked.iter().map(|value| *value.read().unwrap()).sum()
}

fn after(inputs: &Inputs) -> u64 {
    std::hint::black_box(&inputs.plain).iter().sum()
}
