//! The third field of lines by collecting all fields against taking the third.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    (0..n).map(|_| (0..8).map(|_| random.word(5)).collect::<Vec<_>>().join(";")).collect()
}

fn before(lines: &[String]) -> usize {
    lines.iter().filter(|line| line.split(';').collect::<Vec<_>>()[2].starts_with('a')).count()
}

fn after(lines: &[String]) -> usize {
    lines.iter().filter(|line| line.split(';').nth(2).is_some_and(|field| field.starts_with('a'))).count()
}
