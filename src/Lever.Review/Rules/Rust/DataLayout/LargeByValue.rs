//! Fixture of rs-large-by-value.

use std::io::Read;

pub fn matches(topic: &[u8], pattern: &[u8]) -> bool {
    let mut table = [[false; 256]; 256]; // expect: rs-large-by-value
    table[0][0] = true;
    for (i, letter) in topic.iter().enumerate() {
        for (j, other) in pattern.iter().enumerate() {
            table[i + 1][j + 1] = letter == other && table[i][j];
        }
    }
    table[topic.len()][pattern.len()]
}

const PLACES: usize = 4096;

pub fn counted(ids: &[usize]) -> u64 {
    let mut counts = [0u64; PLACES]; // expect: rs-large-by-value
    for id in ids {
        counts[*id % PLACES] += 1;
    }
    counts.iter().copied().max().unwrap_or(0)
}

pub struct Settings {
    names: [String; 16],
    limits: [u64; 16],
}

fn limit(settings: Settings, at: usize) -> u64 { // expect: rs-large-by-value, with a profile
    settings.limits[at] + settings.names[at].len() as u64
}

pub enum Failure { // expect: rs-large-by-value, with a profile
    Closed,
    Refused { reason: String, place: [u64; 32] },
}

fn opened(name: &str) -> Result<u64, Failure> {
    if name.is_empty() { Err(Failure::Closed) } else { Ok(1) }
}

fn read(name: &str) -> Result<u64, Failure> {
    opened(name)
}

fn written(name: &str) -> Result<(), Failure> {
    read(name).map(|_| ())
}

// Filled by whoever reads.
pub fn length(mut file: impl Read) -> std::io::Result<usize> {
    let mut buffer = [0u8; 65536];
    file.read(&mut buffer)
}

// A few bytes.
pub fn small(ids: &[usize]) -> u8 {
    let mut counts = [0u8; 256];
    for id in ids {
        counts[*id % 256] += 1;
    }
    counts[0]
}

// On the heap, and as long as needed.
pub fn heap(ids: &[usize]) -> u64 {
    let mut counts = vec![0u64; PLACES];
    for id in ids {
        counts[*id % PLACES] += 1;
    }
    counts[0]
}

// Filled when the program is built.
pub fn table(at: usize) -> u8 {
    static TABLE: [u8; 65536] = [7; 65536];
    TABLE[at]
}

// Moved on.
fn kept(settings: Settings) -> Box<Settings> {
    Box::new(settings)
}

// What a trait asks for.
impl PartialEq<Settings> for u64 {
    fn eq(&self, other: &Settings) -> bool {
        other.limits[0] == *self
    }
}

// A word.
fn shown(text: String) -> usize {
    text.len()
}

// One function alone gives it.
pub enum Odd {
    Nothing,
    Many([u64; 32]),
}

fn odd() -> Result<u64, Odd> {
    Err(Odd::Nothing)
}

pub fn worked_out(polynomial: u64) -> u64 {
    // Each place of it is worked out.
    let mut table = [0u64; 4096];
    for at in 0..4096 {
        table[at] = polynomial.rotate_left(at as u32 % 64);
    }
    table[17] ^ table[4095]
}

pub fn looked_at(places: &[usize]) -> u64 {
    let mut counts = [0u64; 4096]; // expect: rs-large-by-value
    for at in 0..places.len() {
        counts[places[at]] += 1;
    }
    counts[0]
}
