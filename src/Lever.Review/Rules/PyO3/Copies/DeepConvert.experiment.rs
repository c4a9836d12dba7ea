//! A map of another language copied entry by entry for two of its keys against asked for them.
//!
//! SIZES: 5, 100, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;
use std::collections::HashMap;
use std::rc::Rc;

/// A dict as Python holds it: texts and values that are objects of their own.
fn inputs(n: usize, seed: u64) -> HashMap<Rc<str>, u64> {
    let mut random = Random::new(seed);
    (0..n).map(|at| (Rc::from(format!("option{at}")), random.below(1_000) as u64)).collect()
}

fn before(options: &HashMap<Rc<str>, u64>) -> u64 {
    let all: HashMap<String, u64> = std::hint::black_box(options).iter().map(|(name, value)| (name.to_string(), *value)).collect();
    all["option1"] + all["option3"]
}

fn after(options: &HashMap<Rc<str>, u64>) -> u64 {
    let options = std::hint::black_box(options);
    options["option1"] + options["option3"]
}
