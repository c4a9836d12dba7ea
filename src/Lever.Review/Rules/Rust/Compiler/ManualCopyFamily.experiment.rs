//! A slice copied element by element into a vector against `extend_from_slice`.
//!
//! SIZES: 8, 1_000, 50_000
//! WINS: n >= 1000
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next()).collect()
}

fn before(samples: &[u64]) -> Vec<u64> {
    let mut copy = Vec::with_capacity(samples.len() + 1);
    copy.push(0);
    for sample in samples {
        copy.push(*sample);
    }
    copy
}

fn after(samples: &[u64]) -> Vec<u64> {
    let mut copy = Vec::with_capacity(samples.len() + 1);
    copy.push(0);
    copy.extend_from_slice(samples);
    copy
}
