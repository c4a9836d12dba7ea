//! Cells of a square grid found in a set, hashed by the exclusive or of their coordinates against by both.
//!
//! SIZES: 64, 1_024, 16_384
//! WINS: n >= 1024
//! METRIC: cpu
//! SAME: result
use std::collections::HashSet;
use std::hash::{Hash, Hasher};

#[derive(PartialEq, Eq)]
struct Mixed {
    x: u32,
    y: u32,
}

impl Hash for Mixed {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.x ^ self.y).hash(state);
    }
}

#[derive(PartialEq, Eq, Hash)]
struct Cell {
    x: u32,
    y: u32,
}

struct Inputs {
    mixed: HashSet<Mixed>,
    cells: HashSet<Cell>,
    side: u32,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let side = (n as f64).sqrt() as u32;
    let from = (seed % 100) as u32;
    let places = || (0..side).flat_map(move |x| (0..side).map(move |y| (x + from, y + from)));
    Inputs { mixed: places().map(|(x, y)| Mixed { x, y }).collect(), cells: places().map(|(x, y)| Cell { x, y }).collect(), side: side + from }
}

fn before(inputs: &Inputs) -> usize {
    (0..inputs.side).flat_map(|x| (0..inputs.side).map(move |y| (x, y))).filter(|(x, y)| inputs.mixed.contains(&Mixed { x: *x, y: *y })).count()
}

fn after(inputs: &Inputs) -> usize {
    (0..inputs.side).flat_map(|x| (0..inputs.side).map(move |y| (x, y))).filter(|(x, y)| inputs.cells.contains(&Cell { x: *x, y: *y })).count()
}
