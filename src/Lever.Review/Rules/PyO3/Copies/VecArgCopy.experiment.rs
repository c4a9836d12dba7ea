//! Texts that a callee only measures: copied into its own vector for the call against borrowed from the caller's.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;
use std::rc::Rc;

/// A list of texts as Python holds it: each an object of its own.
fn inputs(n: usize, seed: u64) -> Vec<Rc<str>> {
    let mut random = Random::new(seed);
    (0..n).map(|_| Rc::from(format!("a text of number {}", random.below(100_000)))).collect()
}

fn longest_of_owned(words: Vec<String>) -> usize {
    words.iter().map(|word| word.len()).max().unwrap_or(0)
}

fn longest_of_borrowed(words: &[Rc<str>]) -> usize {
    words.iter().map(|word| word.len()).max().unwrap_or(0)
}

fn before(words: &[Rc<str>]) -> usize {
    longest_of_owned(std::hint::black_box(words).iter().map(|word| word.to_string()).collect())
}

fn after(words: &[Rc<str>]) -> usize {
    longest_of_borrowed(std::hint::black_box(words))
}
