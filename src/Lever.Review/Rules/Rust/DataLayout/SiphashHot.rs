//! Fixture of rs-siphash-hot.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

pub fn repeated(ids: &[u32]) -> usize {
    let mut counts: HashMap<u32, usize> = HashMap::new(); // expect: rs-siphash-hot
    for id in ids {
        *counts.entry(*id).or_insert(0) += 1;
    }
    counts.len()
}

pub fn distinct(places: &[(i32, i32)]) -> usize {
    let mut seen = HashSet::new(); // expect: rs-siphash-hot
    let mut count = 0;
    for place in places {
        if seen.insert(*place) {
            count += 1;
        }
    }
    count
}

pub struct Graph {
    degrees: HashMap<usize, u32>, // expect: rs-siphash-hot
    names: HashMap<String, usize>,
    marks: HashMap<u64, bool, BuildHasherDefault<Plain>>,
    roots: HashMap<u64, bool>,
}

#[derive(Default)]
pub struct Plain(u64);

impl std::hash::Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(31) + u64::from(*byte);
        }
    }
}

impl Graph {
    pub fn degree(&self, nodes: &[usize]) -> u32 {
        let mut sum = 0;
        for node in nodes {
            sum += self.degrees.get(node).copied().unwrap_or(0);
        }
        sum
    }

    // Texts may come from anywhere.
    pub fn named(&self, names: &[String]) -> usize {
        names.iter().filter(|name| self.names.contains_key(*name)).count()
    }

    // A hasher of its own.
    pub fn marked(&self, nodes: &[u64]) -> usize {
        nodes.iter().filter(|node| self.marks.contains_key(*node)).count()
    }

    // Asked once.
    pub fn is_root(&self, node: u64) -> bool {
        self.roots.contains_key(&node)
    }
}

// The caller gets it as it is.
pub fn counted(ids: &[u32]) -> HashMap<u32, usize> {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for id in ids {
        *counts.entry(*id).or_insert(0) += 1;
    }
    counts
}
