//! A method that searches its vector of names, called for every word, against one that looks into a set.
//!
//! SIZES: 8, 100, 2_000
//! WINS: n >= 100
//! METRIC: cpu
//! SAME: result
use std::collections::HashSet;

use crate::forms::Random;

struct Lexicon {
    listed: Vec<String>,
    index: HashSet<String>,
}

impl Lexicon {
    fn knows_by_search(&self, name: &str) -> bool {
        self.listed.iter().any(|each| each == name)
    }

    fn knows(&self, name: &str) -> bool {
        self.index.contains(name)
    }
}

struct Inputs {
    lexicon: Lexicon,
    words: Vec<String>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    let listed: Vec<String> = (0..n).map(|_| random.word(10)).collect();
    let words = (0..n).map(|at| if at % 2 == 0 { listed[random.below(n)].clone() } else { random.word(10) }).collect();
    let index = listed.iter().cloned().collect();
    Inputs { lexicon: Lexicon { listed, index }, words }
}

fn before(inputs: &Inputs) -> usize {
    let mut known = 0;
    for word in &inputs.words {
        if inputs.lexicon.knows_by_search(word) {
            known += 1;
        }
    }
    known
}

fn after(inputs: &Inputs) -> usize {
    let mut known = 0;
    for word in &inputs.words {
        if inputs.lexicon.knows(word) {
            known += 1;
        }
    }
    known
}
