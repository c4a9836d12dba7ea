//! A queue of work as a vector that is emptied from the front against a VecDeque.
//!
//! SIZES: 16, 1_000, 20_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::collections::VecDeque;

use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next()).collect()
}

/// Some work leads to more of it.
fn more(work: u64) -> Option<u64> {
    (work % 4 == 0).then_some(work >> 3 | 1)
}

fn before(work: &[u64]) -> u64 {
    let mut queue = work.to_vec();
    let mut sum = 0u64;
    while !queue.is_empty() {
        let next = queue.remove(0);
        sum = sum.rotate_left(1) ^ next;
        if let Some(follow_up) = more(next) {
            queue.push(follow_up);
        }
    }
    sum
}

fn after(work: &[u64]) -> u64 {
    let mut queue = VecDeque::from(work.to_vec());
    let mut sum = 0u64;
    while let Some(next) = queue.pop_front() {
        sum = sum.rotate_left(1) ^ next;
        if let Some(follow_up) = more(next) {
            queue.push_back(follow_up);
        }
    }
    sum
}
