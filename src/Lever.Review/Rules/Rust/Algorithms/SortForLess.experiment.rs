//! The ten smallest numbers by sorting all of them against selecting and sorting ten.
//!
//! SIZES: 100, 1_000, 100_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next()).collect()
}

fn before(delays: &[u64]) -> Vec<u64> {
    let mut sorted = delays.to_vec();
    sorted.sort();
    sorted.truncate(10);
    sorted
}

fn after(delays: &[u64]) -> Vec<u64> {
    let mut least = delays.to_vec();
    if least.len() > 10 {
        least.select_nth_unstable(9);
        least.truncate(10);
    }
    least.sort();
    least
}
