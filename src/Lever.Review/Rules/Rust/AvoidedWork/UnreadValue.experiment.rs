//! A list of n numbers that is filled and never read against none.
//!
//! SIZES: 10, 1_000, 100_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() >> 20).collect()
}

fn before(numbers: &[u64]) -> u64 {
    let mut mapping = Vec::new();
    let mut sum = 0;
    for (at, number) in numbers.iter().enumerate() {
        mapping.push((at, *number));
        sum += number;
    }
    sum
}

fn after(numbers: &[u64]) -> u64 {
    let mut sum = 0;
    for number in numbers {
        sum += number;
    }
    sum
}
