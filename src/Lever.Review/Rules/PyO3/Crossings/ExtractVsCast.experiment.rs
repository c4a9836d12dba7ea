//! Objects asked for a number by an attempt that makes an error with its text against a look at what they are.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

enum Object {
    Whole(i64),
    Text(String),
}

fn inputs(n: usize, seed: u64) -> Vec<Object> {
    let mut random = Random::new(seed);
    (0..n).map(|at| if at % 2 == 0 { Object::Whole(random.below(1_000) as i64) } else { Object::Text(format!("text {at}")) }).collect()
}

fn attempt(object: &Object) -> Result<i64, Box<dyn std::error::Error>> {
    match object {
        Object::Whole(whole) => Ok(*whole),
        Object::Text(text) => Err(format!("'{}' object cannot be interpreted as an integer", std::hint::black_box(text)).into()),
    }
}

fn look(object: &Object) -> Option<i64> {
    match object {
        Object::Whole(whole) => Some(*whole),
        Object::Text(_) => None,
    }
}

fn before(objects: &[Object]) -> i64 {
    objects.iter().filter_map(|object| std::hint::black_box(attempt(object)).ok()).sum()
}

fn after(objects: &[Object]) -> i64 {
    objects.iter().filter_map(|object| std::hint::black_box(look(object))).sum()
}
