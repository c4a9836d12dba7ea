//! Counting words by `contains_key`, then `get_mut` or `insert`, against `entry`.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::collections::HashMap;

use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    let words: Vec<String> = (0..n).map(|_| random.word(9)).collect();
    (0..4 * n).map(|_| words[random.below(n)].clone()).collect()
}

fn before(words: &[String]) -> usize {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in words {
        if counts.contains_key(word.as_str()) {
            *counts.get_mut(word.as_str()).unwrap() += 1;
        } else {
            counts.insert(word, 1);
        }
    }
    counts.values().filter(|count| **count > 4).count()
}

fn after(words: &[String]) -> usize {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in words {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts.values().filter(|count| **count > 4).count()
}
