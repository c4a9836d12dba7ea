//! Summing a field of 8 bytes of structs of 256 against the same numbers in a vector of their own.
//!
//! SIZES: 100, 10_000, 200_000
//! WINS: n >= 100
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

#[allow(dead_code)]
struct Whole {
    mass: u64,
    rest: [u64; 31],
}

struct Inputs {
    whole: Vec<Whole>,
    masses: Vec<u64>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    let masses: Vec<u64> = (0..n).map(|_| random.next() >> 8).collect();
    Inputs { whole: masses.iter().map(|mass| Whole { mass: *mass, rest: [1; 31] }).collect(), masses }
}

fn before(inputs: &Inputs) -> u64 {
    let mut sum = 0u64;
    for one in &inputs.whole {
        sum = sum.wrapping_add(one.mass);
    }
    sum
}

fn after(inputs: &Inputs) -> u64 {
    let mut sum = 0u64;
    for mass in &inputs.masses {
        sum = sum.wrapping_add(*mass);
    }
    sum
}
