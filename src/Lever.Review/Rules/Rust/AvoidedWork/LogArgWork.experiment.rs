//! A list formatted before a message that is off against the list among the arguments of the message.
//!
//! SIZES: 1, 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::forms::Random;

/// As in the crate `log`: off.
static LEVEL: AtomicUsize = AtomicUsize::new(0);

macro_rules! debug {
    ($($words:tt)*) => {
        if LEVEL.load(Ordering::Relaxed) >= 4 {
            eprintln!($($words)*);
        }
    };
}

fn inputs(n: usize, seed: u64) -> Vec<u32> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() as u32).collect()
}

fn before(items: &[u32]) -> u64 {
    let listing = format!("{items:?}");
    debug!("storing {listing}");
    items.iter().map(|item| u64::from(*item)).sum()
}

fn after(items: &[u32]) -> u64 {
    debug!("storing {items:?}");
    items.iter().map(|item| u64::from(*item)).sum()
}
