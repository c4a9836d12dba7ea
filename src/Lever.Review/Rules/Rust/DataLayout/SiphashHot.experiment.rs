//! Counting numbers in a map with the default hasher against a multiplying one.
//!
//! SIZES: 100, 10_000
//! WINS: n >= 10000
//! METRIC: cpu
//! SAME: result
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::forms::Random;

#[derive(Default)]
struct Multiplying(u64);

impl Hasher for Multiplying {
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 + number).wrapping_mul(0xf135_7aea_2e62_a9c5);
    }
}

fn inputs(n: usize, seed: u64) -> Vec<u32> {
    let mut random = Random::new(seed);
    (0..4 * n).map(|_| random.below(n) as u32).collect()
}

fn before(ids: &[u32]) -> usize {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for id in ids {
        *counts.entry(*id).or_insert(0) += 1;
    }
    counts.values().copied().max().unwrap_or(0)
}

fn after(ids: &[u32]) -> usize {
    let mut counts: HashMap<u32, usize, BuildHasherDefault<Multiplying>> = HashMap::default();
    for id in ids {
        *counts.entry(*id).or_insert(0) += 1;
    }
    counts.values().copied().max().unwrap_or(0)
}
