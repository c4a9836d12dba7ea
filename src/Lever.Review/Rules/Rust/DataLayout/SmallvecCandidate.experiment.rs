//! The four neighbours of every cell as a vector each against an array.
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

fn before(cells: &[(i32, i32)]) -> usize {
    let mut count = 0;
    for (x, y) in cells {
        for (left, top) in vec![(x - 1, *y), (x + 1, *y), (*x, y - 1), (*x, y + 1)] {
            if left >= 0 && top >= 0 {
                count += 1;
            }
        }
    }
    count
}

fn after(cells: &[(i32, i32)]) -> usize {
    let mut count = 0;
    for (x, y) in cells {
        for (left, top) in [(x - 1, *y), (x + 1, *y), (*x, y - 1), (*x, y + 1)] {
            if left >= 0 && top >= 0 {
                count += 1;
            }
        }
    }
    count
}
