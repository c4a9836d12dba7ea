//! Counting bytes in a HashMap against an array of 256 counts.
//!
//! SIZES: 16, 1_000, 50_000
//! WINS: n >= 1000
//! METRIC: cpu
//! SAME: result
use std::collections::HashMap;

use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> String {
    Random::new(seed).word(n)
}

fn before(text: &str) -> usize {
    let mut counts: HashMap<u8, usize> = HashMap::new();
    for byte in text.bytes() {
        *counts.entry(byte).or_insert(0) += 1;
    }
    counts.values().copied().max().unwrap_or(0)
}

fn after(text: &str) -> usize {
    let mut counts = [0usize; 256];
    for byte in text.bytes() {
        counts[usize::from(byte)] += 1;
    }
    counts.into_iter().max().unwrap_or(0)
}
