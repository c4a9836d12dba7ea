//! A queue in a linked list against one in a ring buffer: filled, summed and emptied.
//!
//! SIZES: 8, 1_000, 100_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;
use std::collections::{LinkedList, VecDeque};

struct Inputs {
    jobs: Vec<u64>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    Inputs { jobs: (0..n).map(|_| random.next() >> 32).collect() }
}

fn before(inputs: &Inputs) -> u64 {
    let mut waiting = LinkedList::new();
    for job in &inputs.jobs {
        waiting.push_back(*job);
    }
    let mut sum: u64 = waiting.iter().sum();
    while let Some(job) = waiting.pop_front() {
        sum ^= job;
    }
    sum
}

fn after(inputs: &Inputs) -> u64 {
    let mut waiting = VecDeque::new();
    for job in &inputs.jobs {
        waiting.push_back(*job);
    }
    let mut sum: u64 = waiting.iter().sum();
    while let Some(job) = waiting.pop_front() {
        sum ^= job;
    }
    sum
}
