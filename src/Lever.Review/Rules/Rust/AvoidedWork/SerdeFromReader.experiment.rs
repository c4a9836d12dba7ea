//! Numbers in a text, taken byte by byte from a buffered reader against the text in memory.
//!
//! SIZES: 10, 1_000, 100_000
//! WINS: n >= 1000
//! METRIC: cpu
//! SAME: result
use std::io::{BufReader, Cursor, Read};

use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed);
    let mut text = String::from("[");
    for _ in 0..n {
        text.push_str(&(random.next() % 1_000_000).to_string());
        text.push(',');
    }
    text.push(']');
    text.into_bytes()
}

#[inline(never)]
fn sum(bytes: impl Iterator<Item = u8>) -> u64 {
    let (mut total, mut number) = (0u64, 0u64);
    for byte in bytes {
        if byte.is_ascii_digit() {
            number = number * 10 + u64::from(byte - b'0');
        } else {
            total += std::mem::take(&mut number);
        }
    }
    total
}

fn before(text: &[u8]) -> u64 {
    let mut reader: Box<dyn Read + '_> = Box::new(Cursor::new(text));
    let buffered = BufReader::new(&mut reader);
    sum(buffered.bytes().map_while(Result::ok))
}

fn after(text: &[u8]) -> u64 {
    let mut reader: Box<dyn Read + '_> = Box::new(Cursor::new(text));
    let mut whole = Vec::new();
    if reader.read_to_end(&mut whole).is_err() {
        return 0;
    }
    sum(whole.iter().copied())
}
