//! Lines of a text read through a buffer, each a String of its own, against one String for all.
//!
//! SIZES: 10, 1_000, 20_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::io::{BufRead, BufReader};

use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed);
    let mut text = Vec::new();
    for _ in 0..n {
        let letters = 20 + random.below(60);
        text.extend_from_slice(random.word(letters).as_bytes());
        text.push(b'\n');
    }
    text
}

fn before(text: &[u8]) -> usize {
    let mut found = 0;
    for line in BufReader::new(text).lines() {
        if line.unwrap().starts_with('e') {
            found += 1;
        }
    }
    found
}

fn after(text: &[u8]) -> usize {
    let mut reader = BufReader::new(text);
    let mut line = String::new();
    let mut found = 0;
    while reader.read_line(&mut line).unwrap() > 0 {
        if line.trim_end_matches('\n').starts_with('e') {
            found += 1;
        }
        line.clear();
    }
    found
}
