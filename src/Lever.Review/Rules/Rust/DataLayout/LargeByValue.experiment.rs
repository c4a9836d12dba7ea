//! Comparing short texts by a table of 64 KB on the stack against one row of the length needed.
//!
//! SIZES: 8, 32, 128
//! WINS: n <= 32
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut random = Random::new(seed);
    (0..50).map(|_| (random.word(n).into_bytes(), random.word(n).into_bytes())).collect()
}

#[inline(never)]
fn common_by_table(left: &[u8], right: &[u8]) -> u8 {
    let mut table = [[0u8; 256]; 256];
    for (i, letter) in left.iter().enumerate() {
        for (j, other) in right.iter().enumerate() {
            table[i + 1][j + 1] = if letter == other { table[i][j] + 1 } else { table[i][j + 1].max(table[i + 1][j]) };
        }
    }
    table[left.len()][right.len()]
}

#[inline(never)]
fn common_by_row(left: &[u8], right: &[u8]) -> u8 {
    let mut row = vec![0u8; right.len() + 1];
    for letter in left {
        let mut corner = 0;
        for (j, other) in right.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if letter == other { corner + 1 } else { above.max(row[j]) };
            corner = above;
        }
    }
    row[right.len()]
}

fn before(pairs: &[(Vec<u8>, Vec<u8>)]) -> usize {
    pairs.iter().map(|(left, right)| usize::from(common_by_table(left, right))).sum()
}

fn after(pairs: &[(Vec<u8>, Vec<u8>)]) -> usize {
    pairs.iter().map(|(left, right)| usize::from(common_by_row(left, right))).sum()
}
