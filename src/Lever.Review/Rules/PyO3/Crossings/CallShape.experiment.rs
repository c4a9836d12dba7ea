//! Arguments packed by name in a map for each call against handed over by position.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;
use std::collections::HashMap;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.below(1_000) as u64).collect()
}

fn by_name(arguments: &HashMap<String, u64>) -> u64 {
    arguments["value"] * arguments["times"]
}

fn by_position(value: u64, times: u64) -> u64 {
    value * times
}

fn before(values: &[u64]) -> u64 {
    let mut sum = 0;
    for value in values {
        let mut arguments = HashMap::new();
        arguments.insert("value".to_string(), *value);
        arguments.insert("times".to_string(), 3);
        sum += std::hint::black_box(by_name as fn(&HashMap<String, u64>) -> u64)(&arguments);
    }
    sum
}

fn after(values: &[u64]) -> u64 {
    values.iter().map(|value| std::hint::black_box(by_position as fn(u64, u64) -> u64)(*value, 3)).sum()
}
