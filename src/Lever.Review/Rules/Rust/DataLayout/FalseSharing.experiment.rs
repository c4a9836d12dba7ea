//! Two threads that count in places of their own, side by side against 64 bytes apart.
//!
//! SIZES: 200_000, 1_000_000
//! WINS: n >= 200000
//! METRIC: cpu
//! SAME: result
use std::sync::atomic::{AtomicU64, Ordering};

struct Close {
    counts: Vec<AtomicU64>,
}

#[repr(align(64))]
struct Padded(AtomicU64);

struct Apart {
    padded: Vec<Padded>,
}

fn inputs(n: usize, _seed: u64) -> usize {
    n
}

fn before(turns: &usize) -> u64 {
    let all = Close { counts: (0..8).map(|_| AtomicU64::new(0)).collect() };
    std::thread::scope(|scope| {
        for thread in 0..2 {
            let place = &all.counts[thread];
            scope.spawn(move || (0..*turns).for_each(|_| { place.fetch_add(1, Ordering::Relaxed); }));
        }
    });
    all.counts.iter().map(|count| count.load(Ordering::Relaxed)).sum()
}

fn after(turns: &usize) -> u64 {
    let all = Apart { padded: (0..8).map(|_| Padded(AtomicU64::new(0))).collect() };
    std::thread::scope(|scope| {
        for thread in 0..2 {
            let place = &all.padded[thread].0;
            scope.spawn(move || (0..*turns).for_each(|_| { place.fetch_add(1, Ordering::Relaxed); }));
        }
    });
    all.padded.iter().map(|count| count.0.load(Ordering::Relaxed)).sum()
}
