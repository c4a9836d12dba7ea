//! Fixture of rs-large-array-per-call.

use std::io::Read;

const SIDE: usize = 256;

pub fn matching(left: &[u8], right: &[u8]) -> bool {
    let mut table = [[false; 256]; 256]; // expect: rs-large-array-per-call
    table[0][0] = true;
    for i in 0..left.len() {
        for j in 0..right.len() {
            table[i + 1][j + 1] = table[i][j] && left[i] == right[j];
        }
    }
    table[left.len()][right.len()]
}

pub fn commonest(bytes: &[u8]) -> u32 {
    let mut pairs = [0u32; 65536]; // expect: rs-large-array-per-call
    let mut most = 0;
    for at in 1..bytes.len() {
        let pair = bytes[at - 1] as usize * SIDE + bytes[at] as usize;
        pairs[pair] += 1;
        most = most.max(pairs[pair]);
    }
    most
}

pub fn rows(letters: &[u8]) -> u64 {
    let mut seen = [[0u64; SIDE]; SIDE]; // expect: rs-large-array-per-call
    for letter in letters {
        seen[*letter as usize][0] += 1;
    }
    seen[7][0]
}

pub fn read(file: &mut std::fs::File) -> std::io::Result<usize> {
    let mut buffer = [0u8; 65536];
    // Filled by the file.
    file.read(&mut buffer)
}

pub fn whole(bytes: &[u8]) -> u64 {
    let mut counts = [0u64; 65536];
    for byte in bytes {
        counts[*byte as usize] += 1;
    }
    // All of it is gone through.
    counts.iter().max().copied().unwrap_or(0)
}

pub fn small(bytes: &[u8]) -> u64 {
    let mut counts = [0u64; 256];
    for byte in bytes {
        // Two kilobytes.
        counts[*byte as usize] += 1;
    }
    counts[7]
}
