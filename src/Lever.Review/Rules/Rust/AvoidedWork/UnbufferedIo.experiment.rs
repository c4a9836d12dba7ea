//! Lines written to a file one by one against through a BufWriter.
//!
//! SIZES: 2, 100, 2_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::fs::OpenOptions;
use std::io::{BufWriter, Write};

use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.word(40)).collect()
}

fn before(lines: &[String]) -> usize {
    let mut file = OpenOptions::new().write(true).open("/dev/null").unwrap();
    for line in lines {
        writeln!(file, "{line}").unwrap();
    }
    lines.len()
}

fn after(lines: &[String]) -> usize {
    let mut file = BufWriter::new(OpenOptions::new().write(true).open("/dev/null").unwrap());
    for line in lines {
        writeln!(file, "{line}").unwrap();
    }
    file.flush().unwrap();
    lines.len()
}
