//! An Arc that is cloned for every item, only to be read, against a reference.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::sync::Arc;

use crate::forms::Random;

struct Settings {
    factor: u64,
}

struct Inputs {
    settings: Arc<Settings>,
    numbers: Vec<u64>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    Inputs { settings: Arc::new(Settings { factor: 3 }), numbers: (0..n).map(|_| random.next() % 1_000).collect() }
}

fn scaled_shared(settings: Arc<Settings>, number: u64) -> u64 {
    settings.factor * number
}

fn scaled(settings: &Settings, number: u64) -> u64 {
    settings.factor * number
}

fn before(inputs: &Inputs) -> u64 {
    inputs.numbers.iter().map(|number| scaled_shared(Arc::clone(&inputs.settings), *number)).sum()
}

fn after(inputs: &Inputs) -> u64 {
    inputs.numbers.iter().map(|number| scaled(&inputs.settings, *number)).sum()
}
