//! Fixture of rs-btreemap-unordered.

use std::collections::{BTreeMap, BTreeSet};

pub fn repeated(ids: &[u64]) -> usize {
    let mut counts = BTreeMap::new(); // expect: rs-btreemap-unordered, with a profile
    for id in ids {
        *counts.entry(*id).or_insert(0usize) += 1;
    }
    ids.iter().filter(|id| counts[*id] > 1).count()
}

pub fn distinct(words: &[String]) -> usize {
    let mut seen: BTreeSet<&str> = BTreeSet::new(); // expect: rs-btreemap-unordered, with a profile
    let mut count = 0;
    for word in words {
        if seen.insert(word.as_str()) {
            count += 1;
        }
    }
    count
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u32);

#[derive(Clone, Default)]
pub struct Sessions {
    open: BTreeMap<Id, String>, // expect: rs-btreemap-unordered, with a profile
    listed: BTreeMap<u32, String>,
    pub shared: BTreeMap<u32, String>,
}

impl Sessions {
    pub fn close(&mut self, ids: &[Id]) -> usize {
        let mut closed = 0;
        for id in ids {
            if self.open.remove(id).is_some() {
                closed += 1;
            }
        }
        closed
    }

    pub fn opened(&mut self, id: Id, name: String) -> bool {
        self.open.insert(id, name).is_none()
    }

    // This one is gone through, in order.
    pub fn names(&self) -> Vec<&String> {
        self.listed.values().collect()
    }
}

// The first key is asked for.
pub fn smallest(ids: &[u64]) -> Option<u64> {
    let mut all = BTreeMap::new();
    for id in ids {
        all.insert(*id, ());
    }
    all.first_key_value().map(|(id, _)| *id)
}

// Given away, to whoever looks at the order.
pub fn counted(ids: &[u64]) -> BTreeMap<u64, usize> {
    let mut counts = BTreeMap::new();
    for id in ids {
        *counts.entry(*id).or_insert(0) += 1;
    }
    counts
}

// Shown.
pub fn printed(ids: &[u64]) -> String {
    let mut counts = BTreeMap::new();
    for id in ids {
        counts.insert(*id, true);
    }
    format!("{counts:?}")
}

// Asked for a range of keys.
pub fn between(ids: &[u64]) -> usize {
    let mut all = BTreeSet::new();
    for id in ids {
        all.insert(*id);
    }
    all.range(10..20).count()
}

// Its key has no hash.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(u32, u32);

pub fn versions(all: Vec<Version>) -> usize {
    let mut seen = BTreeSet::new();
    for version in all {
        seen.insert(version);
    }
    seen.len()
}

// Its bytes are stored in this order.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    parts: BTreeMap<u8, u8>,
}

impl Key {
    pub fn part(&self, at: u8) -> Option<&u8> {
        self.parts.get(&at)
    }
}

pub fn pages(pages: &[Vec<u64>]) -> usize {
    let mut seen = BTreeSet::new(); // expect: rs-btreemap-unordered, with a profile
    for page in pages {
        for id in page {
            seen.insert(*id);
        }
    }
    seen.len()
}

pub struct InOrder {
    // Three comparisons of numbers take no longer than the hash of one.
    waiting: BTreeMap<usize, String>, // expect: rs-btreemap-unordered, with a profile
    next: usize,
}

impl InOrder {
    pub fn of(parts: Vec<(usize, String)>) -> Option<String> {
        let mut order = InOrder { waiting: BTreeMap::new(), next: 0 };
        for (number, part) in parts {
            order.waiting.insert(number, part);
            order.next += 1;
        }
        order.waiting.remove(&order.next)
    }
}
