//! A counter under a mutex, counted up by one thread, against an atomic one.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Mutex;

use crate::forms::Random;

struct Locked {
    total: Mutex<u64>,
}

struct Free {
    sum: AtomicU64,
}

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() % 1_000).collect()
}

fn before(sizes: &[u64]) -> u64 {
    let counter = Locked { total: Mutex::new(0) };
    let shared = std::hint::black_box(&counter);
    for size in sizes {
        *shared.total.lock().unwrap() += size;
    }
    let total = *shared.total.lock().unwrap();
    total
}

fn after(sizes: &[u64]) -> u64 {
    let counter = Free { sum: AtomicU64::new(0) };
    let shared = std::hint::black_box(&counter);
    for size in sizes {
        shared.sum.fetch_add(*size, Ordering::Relaxed);
    }
    shared.sum.load(Ordering::Relaxed)
}
