//! A text made as an object of its own for each element against one that all share.
//!
//! SIZES: 10, 1_000, 100_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;
use std::rc::Rc;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.below(1_000) as u64).collect()
}

fn before(orders: &[u64]) -> Vec<(Rc<str>, u64)> {
    orders.iter().map(|order| (Rc::from(std::hint::black_box("buy")), *order)).collect()
}

fn after(orders: &[u64]) -> Vec<(Rc<str>, u64)> {
    let side: Rc<str> = Rc::from(std::hint::black_box("buy"));
    orders.iter().map(|order| (side.clone(), *order)).collect()
}
