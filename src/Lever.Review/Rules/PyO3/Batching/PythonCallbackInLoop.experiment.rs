//! A sort that asks a function behind a pointer, with arguments made for it, at each comparison against once for the key of each element.
//!
//! SIZES: 100, 10_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    (0..n).map(|_| format!("{}", random.next())).collect()
}

/// Stands for a function of another language: nothing of it is seen, and its argument is an object of its own.
fn key(text: Box<str>) -> Box<u64> {
    Box::new(text.parse::<u64>().unwrap_or(0) % 1_000_003)
}

fn before(rows: &[String]) -> Vec<String> {
    let function: &dyn Fn(Box<str>) -> Box<u64> = std::hint::black_box(&key);
    let mut rows = rows.to_vec();
    rows.sort_by(|one, other| function(one.as_str().into()).cmp(&function(other.as_str().into())));
    rows
}

fn after(rows: &[String]) -> Vec<String> {
    let function: &dyn Fn(Box<str>) -> Box<u64> = std::hint::black_box(&key);
    let mut rows: Vec<(u64, String)> = rows.iter().map(|row| (*function(row.as_str().into()), row.clone())).collect();
    rows.sort_by(|one, other| one.0.cmp(&other.0));
    rows.into_iter().map(|(_, row)| row).collect()
}
