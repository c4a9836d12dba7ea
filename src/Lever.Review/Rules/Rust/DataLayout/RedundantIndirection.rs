//! Fixture of rs-redundant-indirection.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

pub struct Table {
    rows: Box<Vec<u64>>, // expect: rs-redundant-indirection
    name: Box<String>, // expect: rs-redundant-indirection
    index: Box<HashMap<u64, usize>>, // expect: rs-redundant-indirection
    shared: Arc<Box<Schema>>, // expect: rs-redundant-indirection
    all: Vec<Arc<Box<dyn Fn() + Send + Sync>>>, // expect: rs-redundant-indirection
    title: Rc<String>, // expect: rs-redundant-indirection, tier C
    lines: Arc<Vec<String>>, // expect: rs-redundant-indirection, tier C
}

pub struct Schema {
    columns: Vec<String>,
}

pub struct Borrowed<'a> {
    schema: Box<&'a Schema>, // expect: rs-redundant-indirection
}

pub fn counted(words: &[&str]) -> usize {
    let seen: Box<Vec<&str>> = Box::new(words.to_vec()); // expect: rs-redundant-indirection
    seen.len()
}

pub struct Fine {
    // One word where most values have no list.
    errors: Option<Box<Vec<String>>>,
    // A slice has no room to spare, and is two words.
    names: Box<[String]>,
    text: Arc<str>,
    // The value is in the allocation itself.
    schema: Box<Schema>,
    // A trait object needs one.
    callback: Box<dyn Fn()>,
    // Lines of text somewhere else.
    parts: Box<[&'static str]>,
    lock: Arc<std::sync::Mutex<Vec<u8>>>,
}

// A box keeps the other variants small.
pub enum Value {
    Number(u8),
    List(Box<Vec<u8>>),
}

// The caller has it so.
pub fn length(rows: &Box<Vec<u64>>) -> usize {
    rows.len()
}

pub struct Counter(Box<std::cell::Cell<u64>>);

impl Counter {
    pub fn new() -> Counter {
        Counter(Box::new(std::cell::Cell::new(0))) // expect: rs-redundant-indirection, with a profile
    }
}

// An error takes a word on purpose.
pub struct ParseError(Box<Position>);

pub struct Position {
    line: u32,
    column: u32,
}

// Another field beside it.
pub struct Named(Box<Position>, String);

// A pointer for C, by agreement.
#[repr(transparent)]
pub struct Handle(Box<u64>);

// Large values are cheaper to move in a box.
pub struct Page(Box<Bytes>);

pub struct Bytes([u8; 4096]);

pub struct PathError {
    // Results are as large as their errors.
    pub causes: Box<Vec<String>>,
}

// A name for what a variant holds, which is kept small.
pub type Labels = Box<Vec<String>>;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Errors are seldom looked at.
pub struct SharedError(pub std::sync::Arc<Error>);

pub fn given(value: Box<dyn std::any::Any>) -> usize {
    // What a box was made of before has its type.
    let lines: Box<Vec<String>> = value.downcast().unwrap_or_default();
    lines.len()
}

/// What an enum of the file holds in one word is shared in one word elsewhere too.
pub struct Shared(std::sync::Arc<Box<str>>);

pub enum Text {
    Short([u8; 7]),
    Long(std::sync::Arc<Box<str>>),
}
