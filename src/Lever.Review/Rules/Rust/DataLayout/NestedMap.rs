//! Fixture of rs-nested-map.

use std::collections::HashMap;

#[derive(Default)]
pub struct Ratings {
    stars: HashMap<u32, HashMap<u32, u8>>, // expect: rs-nested-map
    edges: HashMap<usize, HashMap<usize, f64>>, // expect: rs-nested-map
    grid: HashMap<(i32, i32), HashMap<u8, bool>>, // expect: rs-nested-map
    seen: HashMap<u32, HashMap<u32, u64>>,
    names: HashMap<String, HashMap<String, u32>>,
    pub open: HashMap<u32, HashMap<u32, u8>>,
}

impl Ratings {
    pub fn rate(&mut self, user: u32, item: u32, stars: u8) {
        self.stars.entry(user).or_default().insert(item, stars);
    }

    pub fn rating(&self, user: u32, item: u32) -> Option<u8> {
        self.stars.get(&user)?.get(&item).copied()
    }

    pub fn weight(&self, from: usize, to: usize) -> Option<f64> {
        self.edges.get(&from).and_then(|row| row.get(&to)).copied()
    }

    pub fn is_set(&self, place: (i32, i32), bit: u8) -> bool {
        self.grid.get(&place).is_some_and(|bits| bits.contains_key(&bit))
    }

    // All of one user are forgotten at once.
    pub fn forget(&mut self, user: u32) -> bool {
        self.seen.remove(&user).is_some()
    }

    pub fn is_seen(&self, user: u32, item: u32) -> Option<&u64> {
        self.seen.get(&user)?.get(&item)
    }

    // A pair of texts would have to be owned for each lookup.
    pub fn named(&self, first: &str, second: &str) -> Option<u32> {
        self.names.get(first)?.get(second).copied()
    }

    // Others may go through it.
    pub fn is_open(&self, user: u32, item: u32) -> Option<&u8> {
        self.open.get(&user)?.get(&item)
    }
}
