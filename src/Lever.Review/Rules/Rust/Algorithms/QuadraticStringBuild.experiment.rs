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

fn before(words: &[String]) -> String {
    let mut text = String::new();
    for word in words {
        text = format!("{text}{word},");
    }
    text
}

fn after(words: &[String]) -> String {
    let mut text = String::new();
    for word in words {
        text.push_str(word);
        text.push(',');
    }
    text
}
