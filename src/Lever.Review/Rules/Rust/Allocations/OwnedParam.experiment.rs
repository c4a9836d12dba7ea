//! A function that takes a String only to read it, so that its callers clone, against one that takes &str.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.word(24)).collect()
}

#[inline(never)]
fn score_owned(name: String) -> u64 {
    name.bytes().map(u64::from).sum()
}

#[inline(never)]
fn score(name: &str) -> u64 {
    name.bytes().map(u64::from).sum()
}

fn before(names: &[String]) -> u64 {
    names.iter().map(|name| score_owned(name.clone())).sum()
}

fn after(names: &[String]) -> u64 {
    names.iter().map(|name| score(name)).sum()
}
