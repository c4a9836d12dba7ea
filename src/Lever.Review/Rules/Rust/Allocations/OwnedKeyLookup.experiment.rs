//! A map asked with a copy of each word as its key against the word itself.
//!
//! SIZES: 10, 1_000, 20_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::collections::HashMap;

use crate::forms::Random;

struct Inputs {
    prices: HashMap<String, u64>,
    words: Vec<String>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    let prices: HashMap<String, u64> = (0..n).map(|at| (format!("article-{at}"), at as u64)).collect();
    let words = (0..n).map(|_| format!("article-{}", random.below(2 * n))).collect();
    Inputs { prices, words }
}

fn before(inputs: &Inputs) -> u64 {
    let mut sum = 0;
    for word in inputs.words.iter().map(String::as_str) {
        if let Some(price) = inputs.prices.get(&word.to_string()) {
            sum += price;
        }
    }
    sum
}

fn after(inputs: &Inputs) -> u64 {
    let mut sum = 0;
    for word in inputs.words.iter().map(String::as_str) {
        if let Some(price) = inputs.prices.get(word) {
            sum += price;
        }
    }
    sum
}
