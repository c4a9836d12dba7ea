//! Two texts joined by `format!`, which is then pushed, against both pushed.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<(String, String)> {
    let mut random = Random::new(seed);
    (0..n).map(|_| (random.word(6), random.word(8))).collect()
}

fn before(pairs: &[(String, String)]) -> String {
    let mut query = String::new();
    for (key, value) in pairs {
        query.push_str(&format!("{key}={value}&"));
    }
    query
}

fn after(pairs: &[(String, String)]) -> String {
    let mut query = String::new();
    for (key, value) in pairs {
        query.push_str(key);
        query.push('=');
        query.push_str(value);
        query.push('&');
    }
    query
}
