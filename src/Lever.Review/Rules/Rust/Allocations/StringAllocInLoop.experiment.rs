//! Lines of a table formatted each into a text of its own, which is written, against written into the output directly.
//!
//! SIZES: 10, 1_000, 20_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::fmt::Write;

use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<(String, u64)> {
    let mut random = Random::new(seed);
    (0..n).map(|_| (random.word(8), random.next() % 10_000)).collect()
}

fn before(rows: &[(String, u64)]) -> String {
    let mut table = String::new();
    for (name, count) in rows {
        let line = format!("{name}: {count}\n");
        table.push_str(&line);
    }
    table
}

fn after(rows: &[(String, u64)]) -> String {
    let mut table = String::new();
    for (name, count) in rows {
        _ = writeln!(table, "{name}: {count}");
    }
    table
}
