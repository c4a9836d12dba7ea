//! Numbers of 32 bits made numbers of 64 by way of their texts against a conversion.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u32> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() as u32).collect()
}

fn before(numbers: &[u32]) -> u64 {
    numbers.iter().map(|number| number.to_string().parse::<u64>().unwrap()).sum()
}

fn after(numbers: &[u32]) -> u64 {
    numbers.iter().map(|number| u64::from(*number)).sum()
}
