//! Reading variable-length numbers, nine of ten of them one byte, by a loop against the guide's fast path for one byte before it.
//!
//! SIZES: 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed);
    let mut bytes = Vec::new();
    for _ in 0..n {
        let mut number = if random.below(10) == 0 { random.next() >> 40 } else { random.below(128) as u64 };
        while number >= 128 {
            bytes.push(number as u8 | 128);
            number >>= 7;
        }
        bytes.push(number as u8);
    }
    bytes
}

#[inline(never)]
fn parse_loop(data: &[u8]) -> (u64, usize) {
    let (mut number, mut at) = (0, 0);
    loop {
        let byte = data[at];
        number |= u64::from(byte & 127) << (7 * at);
        at += 1;
        if byte < 128 {
            return (number, at);
        }
    }
}

#[inline]
fn parse_fast(data: &[u8]) -> (u64, usize) {
    if data[0] < 128 {
        return (u64::from(data[0]), 1);
    }
    parse_loop(data)
}

fn before(bytes: &[u8]) -> u64 {
    let (mut rest, mut sum) = (bytes, 0u64);
    while !rest.is_empty() {
        let (number, used) = parse_loop(rest);
        sum = sum.wrapping_add(number);
        rest = &rest[used..];
    }
    sum
}

fn after(bytes: &[u8]) -> u64 {
    let (mut rest, mut sum) = (bytes, 0u64);
    while !rest.is_empty() {
        let (number, used) = parse_fast(rest);
        sum = sum.wrapping_add(number);
        rest = &rest[used..];
    }
    sum
}
