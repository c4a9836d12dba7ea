//! The digits of numbers in a vector made for each of them against one that is cleared.
//!
//! SIZES: 10, 1_000, 20_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() >> 20).collect()
}

fn is_palindrome(mut number: u64, digits: &mut Vec<u8>) -> bool {
    while number > 0 {
        digits.push((number % 10) as u8);
        number /= 10;
    }
    digits.iter().eq(digits.iter().rev())
}

fn before(numbers: &[u64]) -> usize {
    let mut found = 0;
    for number in numbers {
        let mut digits = Vec::new();
        if is_palindrome(*number, &mut digits) {
            found += 1;
        }
    }
    found
}

fn after(numbers: &[u64]) -> usize {
    let mut found = 0;
    let mut digits = Vec::new();
    for number in numbers {
        digits.clear();
        if is_palindrome(*number, &mut digits) {
            found += 1;
        }
    }
    found
}
