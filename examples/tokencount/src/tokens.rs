//! What needs no Python.

use std::collections::HashMap;

pub fn is_word(token: &str) -> bool {
    let inner = token.as_bytes();
    let (Some(first), Some(last)) = (inner.first(), inner.last()) else {
        return false;
    };
    first.is_ascii_alphabetic()
        && last.is_ascii_alphabetic()
        && inner
            .iter()
            .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'\''))
}

/// How many words a text has.
pub fn count(text: &str) -> usize {
    text.split_whitespace()
        .filter(|token| is_word(token))
        .count()
}

/// The length of the longest run of bytes that occurs twice.
pub fn longest_repeat(text: &[u8]) -> usize {
    let mut suffixes: Vec<&[u8]> = (0..text.len()).map(|start| &text[start..]).collect();
    suffixes.sort_unstable();
    let common = |pair: &[&[u8]]| {
        pair[0]
            .iter()
            .zip(pair[1])
            .take_while(|(left, right)| left == right)
            .count()
    };
    suffixes.windows(2).map(common).max().unwrap_or(0)
}

/// FNV's hash, over and over.
pub fn fingerprint(text: &[u8], rounds: u32) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325;
    for _ in 0..rounds {
        for &byte in text {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    sum
}

/// Each word once, in the order of the text, with how often it occurs and the number of the token that is its first.
pub fn table(text: &str) -> Vec<(&str, usize, usize)> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut rows: Vec<(&str, usize, usize)> = Vec::new();
    for (number, token) in text
        .split_whitespace()
        .enumerate()
        .filter(|(_, token)| is_word(token))
    {
        let place = *places.entry(token).or_insert_with(|| {
            rows.push((token, 0, number));
            rows.len() - 1
        });
        rows[place].1 += 1;
    }
    rows
}
