//! Arguments packed in a tuple of objects for each call, and taken out again, against handed over in place.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;
use std::rc::Rc;

fn inputs(n: usize, seed: u64) -> Vec<Rc<u64>> {
    let mut random = Random::new(seed);
    (0..n).map(|_| Rc::new(random.below(1_000) as u64)).collect()
}

fn with_tuple(arguments: Box<[Rc<u64>]>) -> u64 {
    *arguments[0] + *arguments[1]
}

fn with_array(arguments: &[Rc<u64>]) -> u64 {
    *arguments[0] + *arguments[1]
}

fn before(values: &[Rc<u64>]) -> u64 {
    let function = std::hint::black_box(with_tuple as fn(Box<[Rc<u64>]>) -> u64);
    values.windows(2).map(|pair| function(Box::from(pair))).sum()
}

fn after(values: &[Rc<u64>]) -> u64 {
    let function = std::hint::black_box(with_array as fn(&[Rc<u64>]) -> u64);
    values.windows(2).map(function).sum()
}
