//! Each value's share of the whole with the sum taken anew for every value against taken once.
//!
//! SIZES: 8, 100, 2_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<f64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.below(1_000) as f64 + 1.0).collect()
}

fn before(weights: &[f64]) -> Vec<f64> {
    let mut shares = Vec::with_capacity(weights.len());
    for weight in weights {
        shares.push(weight / weights.iter().sum::<f64>());
    }
    shares
}

fn after(weights: &[f64]) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    let mut shares = Vec::with_capacity(weights.len());
    for weight in weights {
        shares.push(weight / sum);
    }
    shares
}
