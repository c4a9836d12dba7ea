//! Counting numbers in a BTreeMap whose order nobody uses against a HashMap.
//!
//! SIZES: 8, 1_000, 100_000
//! WINS: n >= 1000
//! LOSES: n <= 8
//! METRIC: cpu
//! SAME: result
use std::collections::{BTreeMap, HashMap};

use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..4 * n).map(|_| (random.below(n) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect()
}

fn before(ids: &[u64]) -> usize {
    let mut counts = BTreeMap::new();
    for id in ids {
        *counts.entry(*id).or_insert(0usize) += 1;
    }
    ids.iter().filter(|id| counts[*id] > 4).count()
}

fn after(ids: &[u64]) -> usize {
    let mut counts = HashMap::new();
    for id in ids {
        *counts.entry(*id).or_insert(0usize) += 1;
    }
    ids.iter().filter(|id| counts[*id] > 4).count()
}
