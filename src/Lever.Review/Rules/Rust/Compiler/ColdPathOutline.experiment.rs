//! A checked read whose error is formatted in the function itself against one that leaves it to a cold function.
//!
//! SIZES: 1_000, 50_000
//! WINS: n >= 1000
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed);
    (0..n).map(|_| (random.next() % 100) as u8).collect()
}

#[inline]
fn read_formatting(bytes: &[u8], at: usize) -> Result<u64, String> {
    let byte = bytes[at];
    if byte > 200 {
        return Err(format!("byte {byte} at {at} of {} is no value", bytes.len()));
    }
    Ok(u64::from(byte) * 3)
}

#[cold]
#[inline(never)]
fn failure(byte: u8, at: usize, length: usize) -> String {
    format!("byte {byte} at {at} of {length} is no value")
}

#[inline]
fn read(bytes: &[u8], at: usize) -> Result<u64, String> {
    let byte = bytes[at];
    if byte > 200 {
        return Err(failure(byte, at, bytes.len()));
    }
    Ok(u64::from(byte) * 3)
}

fn before(bytes: &[u8]) -> Result<u64, String> {
    let mut sum = 0;
    for at in 0..bytes.len() {
        sum += read_formatting(bytes, at)?;
    }
    Ok(sum)
}

fn after(bytes: &[u8]) -> Result<u64, String> {
    let mut sum = 0;
    for at in 0..bytes.len() {
        sum += read(bytes, at)?;
    }
    Ok(sum)
}
