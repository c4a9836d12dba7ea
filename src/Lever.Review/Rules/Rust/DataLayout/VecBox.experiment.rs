//! A vector of boxed points made and summed against a vector of points.
//!
//! SIZES: 4, 1_000, 100_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

struct Point {
    x: u64,
    y: u64,
    weight: u64,
}

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() % 1_000).collect()
}

fn before(numbers: &[u64]) -> u64 {
    let points: Vec<Box<Point>> = numbers.iter().map(|x| Box::new(Point { x: *x, y: x / 2, weight: x % 7 })).collect();
    points.iter().map(|point| (point.x + point.y) * point.weight).sum()
}

fn after(numbers: &[u64]) -> u64 {
    let points: Vec<Point> = numbers.iter().map(|x| Point { x: *x, y: x / 2, weight: x % 7 }).collect();
    points.iter().map(|point| (point.x + point.y) * point.weight).sum()
}
