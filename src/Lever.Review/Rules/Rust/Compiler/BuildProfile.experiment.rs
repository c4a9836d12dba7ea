//! Sums whose every addition is checked for overflow, against sums that wrap around.
//!
//! SIZES: 16, 1_000, 50_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() >> 32).collect()
}

fn before(numbers: &[u64]) -> u64 {
    let mut sum = 0u64;
    for number in numbers {
        sum = sum.checked_add(*number).expect("attempt to add with overflow");
    }
    sum
}

fn after(numbers: &[u64]) -> u64 {
    let mut sum = 0u64;
    for number in numbers {
        sum = sum.wrapping_add(*number);
    }
    sum
}
