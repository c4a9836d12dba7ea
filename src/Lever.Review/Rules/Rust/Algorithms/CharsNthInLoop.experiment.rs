//! Every character of a text by `chars().nth(i)` against one walk over them.
//!
//! SIZES: 16, 200, 4_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> String {
    let mut random = Random::new(seed);
    (0..n).map(|_| if random.below(10) == 0 { 'é' } else { 'e' }).collect()
}

fn before(text: &str) -> usize {
    let mut runs = 0;
    let mut last = None;
    for at in 0..text.chars().count() {
        let letter = text.chars().nth(at);
        if letter != last {
            runs += 1;
        }
        last = letter;
    }
    runs
}

fn after(text: &str) -> usize {
    let mut runs = 0;
    let mut last = None;
    for letter in text.chars().map(Some) {
        if letter != last {
            runs += 1;
        }
        last = letter;
    }
    runs
}
