//! The guide's greeting from a name that is cloned only to be read against one that is borrowed.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

struct Data {
    name: String,
}

fn inputs(n: usize, seed: u64) -> Vec<Data> {
    let mut random = Random::new(seed);
    (0..n).map(|_| Data { name: random.word(16) }).collect()
}

fn greet_clone(data: &Data) -> String {
    let name = data.name.clone();
    format!("Hello, {}", name)
}

fn greet(data: &Data) -> String {
    format!("Hello, {}", &data.name)
}

fn before(all: &[Data]) -> usize {
    all.iter().map(|data| greet_clone(data).len()).sum()
}

fn after(all: &[Data]) -> usize {
    all.iter().map(|data| greet(data).len()).sum()
}
