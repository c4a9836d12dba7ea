//! A buffer of 1 KB for each item, all at once against sixteen at a time.
//!
//! SIZES: 8, 100, 10_000
//! WINS: n >= 100
//! METRIC: peak-memory
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() as u8).collect()
}

fn buffer(item: u8) -> Vec<u8> {
    vec![item; 1024]
}

fn before(items: &[u8]) -> u64 {
    let buffers: Vec<Vec<u8>> = items.iter().map(|item| buffer(*item)).collect();
    buffers.iter().map(|buffer| u64::from(buffer[512])).sum()
}

fn after(items: &[u8]) -> u64 {
    let mut sum = 0;
    for part in items.chunks(16) {
        let buffers: Vec<Vec<u8>> = part.iter().map(|item| buffer(*item)).collect();
        sum += buffers.iter().map(|buffer| u64::from(buffer[512])).sum::<u64>();
    }
    sum
}
