//! Four neighbours of every cell as a vector each against an array.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<(i32, i32)> {
    let mut random = Random::new(seed);
    (0..n).map(|_| (random.below(100) as i32, random.below(100) as i32)).collect()
}

#[inline(never)]
fn neighbours_listed((x, y): (i32, i32)) -> Vec<(i32, i32)> {
    vec![(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
}

#[inline(never)]
fn neighbours((x, y): (i32, i32)) -> [(i32, i32); 4] {
    [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
}

fn before(cells: &[(i32, i32)]) -> usize {
    cells.iter().map(|cell| neighbours_listed(*cell).into_iter().filter(|(x, y)| *x >= 0 && *y >= 0).count()).sum()
}

fn after(cells: &[(i32, i32)]) -> usize {
    cells.iter().map(|cell| neighbours(*cell).into_iter().filter(|(x, y)| *x >= 0 && *y >= 0).count()).sum()
}
