//! Lookups by two numbers in a map of maps against one map with both as its key.
//!
//! SIZES: 10, 300, 3_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::collections::HashMap;

use crate::forms::Random;

struct Inputs {
    nested: HashMap<u32, HashMap<u32, u64>>,
    flat: HashMap<(u32, u32), u64>,
    wanted: Vec<(u32, u32)>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    let mut inputs = Inputs { nested: HashMap::new(), flat: HashMap::new(), wanted: Vec::new() };
    for _ in 0..n * 8 {
        let (user, item) = (random.below(n) as u32, random.below(1_000) as u32);
        inputs.nested.entry(user).or_default().insert(item, 1);
        inputs.flat.insert((user, item), 1);
        inputs.wanted.push((user, if random.below(4) == 0 { item + 1 } else { item }));
    }
    inputs
}

fn before(inputs: &Inputs) -> u64 {
    inputs.wanted.iter().filter_map(|(user, item)| inputs.nested.get(user)?.get(item)).sum()
}

fn after(inputs: &Inputs) -> u64 {
    inputs.wanted.iter().filter_map(|key| inputs.flat.get(key)).sum()
}
