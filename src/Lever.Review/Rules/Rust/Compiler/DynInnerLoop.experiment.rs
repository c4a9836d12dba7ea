//! A score through `dyn` for every element against a generic function.
//!
//! SIZES: 10, 1_000, 50_000
//! WINS: n >= 1000
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

trait Score {
    fn of(&self, number: u64) -> u64;
}

struct Weighted(u64);

impl Score for Weighted {
    fn of(&self, number: u64) -> u64 {
        number.wrapping_mul(self.0) >> 3
    }
}

struct Offset(u64);

impl Score for Offset {
    fn of(&self, number: u64) -> u64 {
        number.wrapping_add(self.0)
    }
}

struct Inputs {
    numbers: Vec<u64>,
    scores: [Box<dyn Score>; 2],
    weighted: Weighted,
    offset: Offset,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    let weight = random.next() % 100;
    Inputs { numbers: (0..n).map(|_| random.next()).collect(), scores: [Box::new(Weighted(weight)), Box::new(Offset(weight))], weighted: Weighted(weight), offset: Offset(weight) }
}

#[inline(never)]
fn total_dyn(score: &dyn Score, numbers: &[u64]) -> u64 {
    numbers.iter().fold(0u64, |sum, number| sum.wrapping_add(score.of(*number)))
}

#[inline(never)]
fn total<S: Score>(score: &S, numbers: &[u64]) -> u64 {
    numbers.iter().fold(0u64, |sum, number| sum.wrapping_add(score.of(*number)))
}

fn before(inputs: &Inputs) -> u64 {
    inputs.scores.iter().fold(0u64, |sum, score| sum.wrapping_add(total_dyn(score.as_ref(), &inputs.numbers)))
}

fn after(inputs: &Inputs) -> u64 {
    total(&inputs.weighted, &inputs.numbers).wrapping_add(total(&inputs.offset, &inputs.numbers))
}
