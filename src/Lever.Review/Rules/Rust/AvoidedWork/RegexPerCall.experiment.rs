//! An automaton that finds a word, made for each search against made once.
//!
//! SIZES: 20, 1_000, 50_000
//! WINS: n <= 1000
//! METRIC: cpu
//! SAME: result
use std::sync::OnceLock;

use crate::forms::Random;

const WORD: &[u8] = b"kqzwvxkqzwvykqzwvzkq";

/// Goes from state to state by a table, as a compiled pattern does.
struct Automaton {
    next: Vec<[u8; 256]>,
}

impl Automaton {
    fn new(word: &[u8]) -> Automaton {
        let mut next = vec![[0u8; 256]; word.len() + 1];
        next[0][word[0] as usize] = 1;
        let mut back = 0;
        for state in 1..=word.len() {
            next[state] = next[back];
            if state < word.len() {
                next[state][word[state] as usize] = state as u8 + 1;
                back = next[back][word[state] as usize] as usize;
            }
        }
        Automaton { next }
    }

    fn is_match(&self, text: &[u8]) -> bool {
        let mut state = 0;
        for byte in text {
            state = self.next[state][*byte as usize] as usize;
            if state + 1 == self.next.len() {
                return true;
            }
        }
        false
    }
}

fn inputs(n: usize, seed: u64) -> String {
    Random::new(seed).word(n)
}

fn before(text: &str) -> bool {
    let word = Automaton::new(WORD);
    word.is_match(text.as_bytes())
}

fn after(text: &str) -> bool {
    static FOUND: OnceLock<Automaton> = OnceLock::new();
    FOUND.get_or_init(|| Automaton::new(WORD)).is_match(text.as_bytes())
}
