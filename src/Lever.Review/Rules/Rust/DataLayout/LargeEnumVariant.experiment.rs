//! Events of which one in a thousand is large, gathered and summed, against the large one in a box.
//!
//! SIZES: 10, 1_000, 20_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

enum Wide {
    Tick(u64),
    Snapshot([u64; 40]),
}

enum Narrow {
    Tick(u64),
    Snapshot(Box<[u64; 40]>),
}

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() >> 8).collect()
}

fn before(numbers: &[u64]) -> u64 {
    let mut events = Vec::new();
    for number in numbers {
        events.push(if number % 1_000 == 0 { Wide::Snapshot([*number; 40]) } else { Wide::Tick(*number) });
    }
    events.iter().map(|event| match event {
        Wide::Tick(number) => *number,
        Wide::Snapshot(all) => all.iter().fold(0, |sum, number| sum ^ number),
    }).fold(0, u64::wrapping_add)
}

fn after(numbers: &[u64]) -> u64 {
    let mut events = Vec::new();
    for number in numbers {
        events.push(if number % 1_000 == 0 { Narrow::Snapshot(Box::new([*number; 40])) } else { Narrow::Tick(*number) });
    }
    events.iter().map(|event| match event {
        Narrow::Tick(number) => *number,
        Narrow::Snapshot(all) => all.iter().fold(0, |sum, number| sum ^ number),
    }).fold(0, u64::wrapping_add)
}
