//! Fixture of rs-vec-contains-in-loop.

use std::collections::{HashSet, VecDeque};

fn unique(ids: &[u64]) -> Vec<u64> {
    let mut kept = Vec::new();
    for id in ids {
        if !kept.contains(id) { // expect: rs-vec-contains-in-loop
            kept.push(*id);
        }
    }
    kept
}

fn common(left: &[String], right: &Vec<String>) -> usize {
    left.iter().filter(|word| right.contains(word)).count() // expect: rs-vec-contains-in-loop
}

fn compared(left: &[String], right: &[String]) -> usize {
    let mut count = 0;
    for word in left {
        if right.iter().any(|each| each == word) { // expect: rs-vec-contains-in-loop
            count += 1;
        }
    }
    count
}

fn visited(edges: &[(u32, u32)]) -> VecDeque<u32> {
    let mut seen = VecDeque::new();
    for (from, _) in edges {
        if seen.contains(from) { // expect: rs-vec-contains-in-loop
            continue;
        }
        seen.push_back(*from);
    }
    seen
}

pub struct Index {
    words: Vec<String>,
}

impl Index {
    fn known(&self, asked: &[String]) -> usize {
        let mut known = 0;
        for word in asked {
            // Nothing says how long the field is.
            if self.words.contains(word) { // expect: rs-vec-contains-in-loop, tier C
                known += 1;
            }
        }
        known
    }
}

fn set(ids: &[u64], others: &HashSet<u64>) -> usize {
    // A set is asked.
    ids.iter().filter(|id| others.contains(id)).count()
}

fn text(lines: &[String], line: &str) -> usize {
    // A text is searched for a part of it.
    lines.iter().filter(|each| line.contains(each.as_str())).count()
}

fn range(ids: &[u64]) -> usize {
    let allowed = 10..20;
    // A range is two comparisons.
    ids.iter().filter(|id| allowed.contains(*id)).count()
}

fn few(ids: &[u64]) -> usize {
    let allowed = [1, 2, 3];
    // Three elements.
    ids.iter().filter(|id| allowed.contains(*id)).count()
}

fn floats(left: &[f64], right: &[f64]) -> usize {
    // Floats have no hash.
    left.iter().filter(|value| right.contains(value)).count()
}

fn bytes(text: &[u8], stops: &[u8]) -> usize {
    // There are 256 bytes at most, and the search is done many at a time.
    text.iter().filter(|byte| stops.contains(byte)).count()
}

fn fixed(left: &[u64], right: &[u64], wanted: u64) -> usize {
    let mut count = 0;
    for _ in left {
        // What is asked for is the same on every turn.
        if right.contains(&wanted) {
            count += 1;
        }
    }
    count
}

fn shrinking(left: &[u64], mut open: Vec<u64>) -> usize {
    for id in left {
        // What is searched changes with every turn.
        if open.contains(id) {
            open.retain(|each| each != id);
        }
    }
    open.len()
}

fn fresh(rows: &[Vec<u64>]) -> usize {
    let mut count = 0;
    for row in rows {
        // Each turn searches a vector of its own.
        if row.contains(&7) {
            count += 1;
        }
    }
    count
}

fn configured(words: &[String], args: &[String]) -> usize {
    // Command lines are short.
    words.iter().filter(|word| args.contains(word)).count()
}

fn first(ids: &[u64], known: &[u64]) -> bool {
    for id in ids {
        if *id > 100 {
            // Leaves the loop: it runs once.
            return known.contains(id);
        }
    }
    false
}

pub fn sampled(length: u32, amount: u32, random: fn(u32) -> u32) -> Vec<u32> {
    // Larger amounts go another way.
    let is_sorted = amount < 50;
    let mut indices = Vec::with_capacity(amount as usize);
    for last in length - amount..length {
        let index = random(last);
        if indices.contains(&index) { // expect: rs-vec-contains-in-loop, tier C
            indices.push(last);
        } else {
            indices.push(index);
        }
    }
    if is_sorted {
        indices.sort_unstable();
    }
    indices
}
