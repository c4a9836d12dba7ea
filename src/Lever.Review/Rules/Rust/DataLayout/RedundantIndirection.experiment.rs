//! Shared names as `Arc<String>`, made and read, against `Arc<str>`.
//!
//! SIZES: 10, 1_000, 50_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::sync::Arc;

use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.word(12)).collect()
}

fn before(names: &[String]) -> usize {
    let shared: Vec<Arc<String>> = names.iter().map(|name| Arc::new(name.clone())).collect();
    shared.iter().filter(|name| name.starts_with('a') || name.ends_with('b')).count()
}

fn after(names: &[String]) -> usize {
    let shared: Vec<Arc<str>> = names.iter().map(|name| Arc::from(name.as_str())).collect();
    shared.iter().filter(|name| name.starts_with('a') || name.ends_with('b')).count()
}
