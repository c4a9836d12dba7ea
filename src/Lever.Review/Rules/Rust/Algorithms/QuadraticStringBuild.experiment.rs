//! A text made anew of itself and one more part by `format!` against `push_str`.
//!
//! SIZES: 4, 100, 5_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.word(8)).collect()
}

fn before(parts: &[String]) -> String {
    let mut text = String::new();
    for part in parts {
        text = format!("{text}{part},");
    }
    text
}

fn after(parts: &[String]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
        text.push(',');
    }
    text
}
