//! A map filled from a list of known length as it grows against one made for that length.
//!
//! SIZES: 8, 1_000, 50_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::collections::HashMap;

use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next()).collect()
}

fn before(ids: &[u64]) -> usize {
    let mut places = HashMap::new();
    for (place, id) in ids.iter().enumerate() {
        places.insert(*id, place);
    }
    places.len()
}

fn after(ids: &[u64]) -> usize {
    let mut places = HashMap::with_capacity(ids.len());
    for (place, id) in ids.iter().enumerate() {
        places.insert(*id, place);
    }
    places.len()
}
