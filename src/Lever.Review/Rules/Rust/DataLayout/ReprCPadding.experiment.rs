//! Records under `repr(C)` with padding between their fields against ordered by size: 24 bytes against 16.
//!
//! SIZES: 1_000
//! WINS: always
//! METRIC: peak-memory
//! SAME: result
use crate::forms::Random;

#[allow(dead_code)]
#[repr(C)]
struct Padded {
    flag: bool,
    value: i64,
    count: i32,
}

#[allow(dead_code)]
#[repr(C)]
struct Packed {
    value: i64,
    count: i32,
    flag: bool,
}

fn inputs(n: usize, seed: u64) -> Vec<i64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.below(1_000) as i64).collect()
}

fn before(values: &[i64]) -> i64 {
    let items: Vec<Padded> = values.iter().map(|value| Padded { flag: value % 2 == 0, value: *value, count: 1 }).collect();
    std::hint::black_box(&items).iter().map(|item| item.value).sum()
}

fn after(values: &[i64]) -> i64 {
    let items: Vec<Packed> = values.iter().map(|value| Packed { flag: value % 2 == 0, value: *value, count: 1 }).collect();
    std::hint::black_box(&items).iter().map(|item| item.value).sum()
}
