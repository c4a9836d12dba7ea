//! Fixture of rs-small-domain-map.

use std::collections::{HashMap, HashSet};

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Color {
    Red,
    Green,
    Blue,
}

pub fn most_frequent(text: &str) -> usize {
    let mut counts: HashMap<u8, usize> = HashMap::new(); // expect: rs-small-domain-map
    for byte in text.bytes() {
        *counts.entry(byte).or_insert(0) += 1;
    }
    counts.values().copied().max().unwrap_or(0)
}

pub fn distinct(bytes: &[u8]) -> usize {
    let mut seen = HashSet::new(); // expect: rs-small-domain-map
    for byte in bytes {
        seen.insert(*byte);
    }
    seen.len()
}

#[derive(Default)]
pub struct Palette {
    weights: HashMap<Color, u32>, // expect: rs-small-domain-map, with a profile
    codes: HashMap<u32, Color>,
    images: HashMap<Color, [u8; 4096]>,
}

impl Palette {
    pub fn weight(&self, colors: &[Color]) -> u32 {
        let mut sum = 0;
        for color in colors {
            sum += self.weights.get(color).copied().unwrap_or(0);
        }
        sum
    }

    // Any number may be a key.
    pub fn color(&self, code: u32) -> Option<Color> {
        self.codes.get(&code).copied()
    }

    // Three places of 4 KB, of which most may be empty.
    pub fn image(&self, color: Color) -> Option<&[u8; 4096]> {
        self.images.get(&color)
    }
}

// A variant of it holds a text: there are as many keys as texts.
#[derive(PartialEq, Eq, Hash)]
pub enum Name {
    Known(Color),
    Other(String),
}

pub fn names(all: Vec<Name>) -> usize {
    let mut seen = HashSet::new();
    for name in all {
        seen.insert(name);
    }
    seen.len()
}

// Whoever gets it wants a map.
pub fn histogram(text: &str) -> HashMap<u8, usize> {
    let mut counts = HashMap::new();
    for byte in text.bytes() {
        *counts.entry(byte).or_insert(0) += 1;
    }
    counts
}

// Letters of all languages.
pub fn letters(text: &str) -> usize {
    let mut seen: HashSet<char> = HashSet::new();
    for letter in text.chars() {
        seen.insert(letter);
    }
    seen.len()
}

pub fn used(colors: &[Color]) -> usize {
    // One entry for each of three, once.
    let mut seen = HashSet::new(); // expect: rs-small-domain-map, with a profile
    for color in colors {
        seen.insert(*color);
    }
    seen.len()
}

pub fn weighed(pictures: &[Vec<Color>]) -> usize {
    let mut counts = HashMap::new(); // expect: rs-small-domain-map
    for picture in pictures {
        for color in picture {
            *counts.entry(*color).or_insert(0usize) += 1;
        }
    }
    counts.len()
}
