//! Squares collected only to be summed against summed as they come.
//!
//! SIZES: 8, 1_000, 100_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() % 1_000).collect()
}

fn before(numbers: &[u64]) -> u64 {
    let kept: Vec<u64> = numbers.iter().filter(|number| **number % 3 != 0).map(|number| number * number).collect();
    let mut sum = 0;
    for square in kept {
        sum += square;
    }
    sum
}

fn after(numbers: &[u64]) -> u64 {
    let kept = numbers.iter().filter(|number| **number % 3 != 0).map(|number| number * number);
    let mut sum = 0;
    for square in kept {
        sum += square;
    }
    sum
}
