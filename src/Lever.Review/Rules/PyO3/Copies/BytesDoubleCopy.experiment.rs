//! Bytes filled in a vector and copied into what is given back against filled in that at once.
//!
//! SIZES: 100, 65_536
//! WINS: n >= 65536
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u16> {
    let mut random = Random::new(seed);
    (0..n / 2).map(|_| random.below(65_536) as u16).collect()
}

fn fill(buffer: &mut [u8], values: &[u16]) {
    for (pair, value) in buffer.chunks_exact_mut(2).zip(values) {
        pair.copy_from_slice(&value.to_le_bytes());
    }
}

fn before(values: &[u16]) -> Box<[u8]> {
    let mut buffer = vec![0u8; values.len() * 2];
    fill(&mut buffer, values);
    Box::from(std::hint::black_box(&buffer[..]))
}

fn after(values: &[u16]) -> Box<[u8]> {
    let mut made = vec![0u8; values.len() * 2].into_boxed_slice();
    fill(&mut made, values);
    made
}
