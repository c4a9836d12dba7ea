//! A table of 256 by 256 bytes for two words of n letters against two rows of the words' length.
//!
//! SIZES: 8, 32, 250
//! WINS: n <= 32
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

struct Inputs {
    left: Vec<u8>,
    right: Vec<u8>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    Inputs { left: random.word(n).into_bytes(), right: random.word(n).into_bytes() }
}

#[inline(never)]
fn in_a_table(left: &[u8], right: &[u8]) -> u8 {
    let mut table = [[0u8; 256]; 256];
    for i in 0..left.len() {
        for j in 0..right.len() {
            table[i + 1][j + 1] = if left[i] == right[j] { table[i][j].wrapping_add(1) } else { table[i][j + 1].max(table[i + 1][j]) };
        }
    }
    table[left.len()][right.len()]
}

#[inline(never)]
fn in_rows(left: &[u8], right: &[u8]) -> u8 {
    let (mut last, mut row) = (vec![0u8; right.len() + 1], vec![0u8; right.len() + 1]);
    for i in 0..left.len() {
        for j in 0..right.len() {
            row[j + 1] = if left[i] == right[j] { last[j].wrapping_add(1) } else { last[j + 1].max(row[j]) };
        }
        std::mem::swap(&mut last, &mut row);
    }
    last[right.len()]
}

fn before(inputs: &Inputs) -> u8 {
    in_a_table(&inputs.left, &inputs.right)
}

fn after(inputs: &Inputs) -> u8 {
    in_rows(&inputs.left, &inputs.right)
}
