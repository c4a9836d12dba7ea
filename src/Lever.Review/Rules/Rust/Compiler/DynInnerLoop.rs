//! Fixture of rs-dyn-inner-loop.

pub trait Score {
    fn of(&self, number: u64) -> u64;
}

pub struct Weighted(u64);

impl Score for Weighted {
    fn of(&self, number: u64) -> u64 {
        number * self.0
    }
}

pub fn total(score: &dyn Score, numbers: &[u64]) -> u64 {
    let mut total = 0;
    for number in numbers {
        total += score.of(*number); // expect: rs-dyn-inner-loop, tier C
    }
    total
}

pub fn boxed(score: Box<dyn Score>, numbers: &[u64]) -> u64 {
    numbers.iter().map(|number| score.of(*number)).sum() // expect: rs-dyn-inner-loop, tier C
}

pub fn function(score: &dyn Fn(u64) -> u64, numbers: &[u64]) -> u64 {
    let mut total = 0;
    for number in numbers {
        total += score(*number); // expect: rs-dyn-inner-loop, tier C
    }
    total
}

pub fn various(scores: &[Box<dyn Score>]) -> u64 {
    let mut total = 0;
    for score in scores {
        // Another object in each turn.
        total += score.of(7);
    }
    total
}

pub fn generic<S: Score>(score: &S, numbers: &[u64]) -> u64 {
    let mut total = 0;
    for number in numbers {
        // The type is known.
        total += score.of(*number);
    }
    total
}

pub fn dear(score: &dyn Score, names: &[String]) -> usize {
    let mut total = 0;
    for name in names {
        // The allocation beside it costs more.
        total += name.to_uppercase().len() + score.of(7) as usize;
    }
    total
}

pub fn once(score: &dyn Score) -> u64 {
    // One call.
    score.of(7)
}
