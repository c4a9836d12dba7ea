//! Dropping numbers seen before by a search in the vector of those kept against by a hash set beside it.
//!
//! SIZES: 16, 256, 4_096
//! WINS: n >= 4096
//! LOSES: n <= 256
//! METRIC: cpu
//! SAME: result
use std::collections::HashSet;

use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.below(4 * n) as u64).collect()
}

fn before(ids: &[u64]) -> Vec<u64> {
    let mut kept = Vec::new();
    for id in ids {
        if !kept.contains(id) {
            kept.push(*id);
        }
    }
    kept
}

fn after(ids: &[u64]) -> Vec<u64> {
    let mut kept = Vec::new();
    let mut seen = HashSet::new();
    for id in ids {
        if seen.insert(*id) {
            kept.push(*id);
        }
    }
    kept
}
