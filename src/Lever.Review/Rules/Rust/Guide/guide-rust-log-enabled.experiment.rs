//! A logging macro that is off, in a loop over small items, against the guide's test of the level outside it: the macro tests the level before it formats.
//!
//! SIZES: 1_000
//! WINS: never
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

fn inputs(n: usize, seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.word(12)).collect()
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

fn before(items: &[String]) -> u64 {
    let mut sum = 0u64;
    for item in items {
        debug!("Processing {item:?}");
        sum = sum.wrapping_add(hash(item));
    }
    sum
}

fn after(items: &[String]) -> u64 {
    let mut sum = 0u64;
    if LEVEL.load(Ordering::Relaxed) >= 4 {
        for item in items {
            eprintln!("Processing {item:?}");
            sum = sum.wrapping_add(hash(item));
        }
    } else {
        for item in items {
            sum = sum.wrapping_add(hash(item));
        }
    }
    sum
}
