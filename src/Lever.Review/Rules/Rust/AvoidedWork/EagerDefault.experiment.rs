//! Names from a map with a default that is formatted always against only where the name is missing, one time in ten.
//!
//! SIZES: 10, 1_000, 20_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::collections::HashMap;

use crate::forms::Random;

struct Inputs {
    names: HashMap<u32, String>,
    wanted: Vec<u32>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    let names = (0..n as u32).filter(|id| id % 10 != 0).map(|id| (id, random.word(8))).collect();
    let wanted = (0..n).map(|_| random.below(n) as u32).collect();
    Inputs { names, wanted }
}

fn before(inputs: &Inputs) -> usize {
    inputs.wanted.iter().map(|id| inputs.names.get(id).cloned().unwrap_or(format!("user-{id}")).len()).sum()
}

fn after(inputs: &Inputs) -> usize {
    inputs.wanted.iter().map(|id| inputs.names.get(id).cloned().unwrap_or_else(|| format!("user-{id}")).len()).sum()
}
