//! Fixture of rs-weak-hash-impl.

use std::hash::{Hash, Hasher};

#[derive(PartialEq, Eq)]
pub struct Cell {
    x: u32,
    y: u32,
}

impl Hash for Cell {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.x ^ self.y).hash(state); // expect: rs-weak-hash-impl
    }
}

#[derive(PartialEq, Eq)]
pub struct Words {
    all: Vec<String>,
}

impl Hash for Words {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.all.len()) // expect: rs-weak-hash-impl
    }
}

#[derive(PartialEq, Eq, Debug)]
pub struct Shown {
    x: u32,
    y: u32,
}

impl Hash for Shown {
    fn hash<H: Hasher>(&self, state: &mut H) {
        format!("{self:?}").hash(state); // expect: rs-weak-hash-impl, tier C
    }
}

#[derive(PartialEq, Eq)]
pub struct Flagged {
    is_on: bool,
    id: u64,
}

impl Hash for Flagged {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.is_on.hash(state); // expect: rs-weak-hash-impl
    }
}

#[derive(PartialEq, Eq)]
pub enum Value {
    Number(u64),
    Text(String),
}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state); // expect: rs-weak-hash-impl, tier C
    }
}

#[derive(PartialEq, Eq)]
pub struct Record {
    id: u64,
    name: String,
}

impl Hash for Record {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // A number of its own for each record.
        self.id.hash(state);
    }
}

pub struct Kind {
    is_on: bool,
    label: String,
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.is_on == other.is_on
    }
}

impl Eq for Kind {}

impl Hash for Kind {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Equality looks at no more.
        self.is_on.hash(state);
    }
}

#[derive(PartialEq, Eq)]
pub struct Pair {
    x: u32,
    y: u32,
}

impl Hash for Pair {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Both, one after the other.
        self.x.hash(state);
        self.y.hash(state);
    }
}
