//! Fixture of rs-clone-then-borrow.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub struct Data {
    name: String,
    tags: Vec<String>,
    shared: Arc<Vec<u8>>,
    count: usize,
}

#[derive(Clone)]
pub struct Place {
    path: PathBuf,
    line: u32,
}

pub fn greet(data: &Data) -> String {
    let name = data.name.clone(); // expect: rs-clone-then-borrow, with a profile
    format!("Hello, {}", name)
}

pub fn is_known(data: &Data, known: &str) -> bool {
    let tags = data.tags.to_vec(); // expect: rs-clone-then-borrow
    tags.iter().any(|tag| tag == known) || tags.is_empty()
}

pub fn shown(path: &Path) -> String {
    let owned = path.to_path_buf(); // expect: rs-clone-then-borrow, with a profile
    owned.display().to_string()
}

fn length(text: &str) -> usize {
    text.len()
}

fn owned_length(text: &String) -> usize {
    text.capacity()
}

pub fn exact(text: &str) -> usize {
    // Nothing but a String is taken.
    owned_length(&text.to_string())
}

pub fn loose(text: &str) -> usize {
    length(&text.to_string()) // expect: rs-clone-then-borrow
}

fn line_of(place: &Place) -> u32 {
    place.line
}

pub fn lengths(data: &Data, place: &Place) -> usize {
    length(&data.name.clone()) // expect: rs-clone-then-borrow
        + line_of(&place.clone()) as usize // expect: rs-clone-then-borrow
}

pub fn lengths_of_all(all: &[Data]) -> usize {
    let mut sum = 0;
    for data in all {
        sum += length(&data.name.clone()); // expect: rs-clone-then-borrow
    }
    sum
}

pub fn wrapped(name: String, count: usize) -> Data {
    let label = format!("{name} of {count}");
    println!("{}", label);
    Data { name: label.clone(), tags: vec![name.clone()], shared: Arc::default(), count } // expect: rs-clone-then-borrow, with a profile
}

pub fn unused(data: &Data) -> usize {
    let _name = data.name.to_string(); // expect: rs-clone-then-borrow
    data.count
}

pub fn compared(data: &Data, other: &String) -> bool {
    let name = data.name.clone(); // expect: rs-clone-then-borrow, with a profile
    name == *other || length(&name) == 3
}

pub fn changed(data: &mut Data) -> String {
    // The original is changed while the copy is in use.
    let name = data.name.clone();
    data.name.push('x');
    format!("{} {}", name, data.name)
}

pub fn kept(data: &Data, names: &mut Vec<String>) {
    // The copy is kept.
    let name = data.name.clone();
    names.push(name);
}

pub fn counted(data: &Data) -> usize {
    // A counter goes up, no more.
    let shared = data.shared.clone();
    shared.len()
}

pub fn plain(data: &Data) -> usize {
    // A number.
    let count = data.count.clone();
    count + 1
}

pub fn unlocked(data: &std::sync::Mutex<Data>) -> usize {
    // The lock is given back.
    let name = data.lock().unwrap().name.clone();
    name.len()
}

pub fn spawned(data: &Data) -> std::thread::JoinHandle<usize> {
    // The thread outlives the original.
    let name = data.name.clone();
    std::thread::spawn(move || name.len())
}

pub fn used_later(name: String) -> (String, usize) {
    // It is used once more.
    let copy = vec![name.clone()];
    (name, copy.len())
}

pub fn each(names: &[String], suffix: String) -> Vec<(String, String)> {
    // The next turn needs it.
    names.iter().map(|name| (name.clone(), suffix.clone())).collect()
}

impl Data {
    fn add(&mut self, name: &str) {
        self.tags.push(name.to_string());
    }

    pub fn repeat(&mut self) {
        // The copy ends the borrow of what is changed.
        self.add(&self.name.clone());
    }

    pub fn held(&self, places: &HashMap<String, usize>) -> usize {
        let first = self.tags.first();
        let name = self.name.clone(); // expect: rs-clone-then-borrow, with a profile
        places.len() + first.map_or(0, |tag| tag.len()) + name.len()
    }
}

pub fn borrowed(name: String) -> usize {
    // A reference into it is still in use.
    let start = name.trim();
    let all = vec![name.clone()];
    start.len() + all.len()
}

pub struct Tables {
    by_id: HashMap<u64, Data>,
    total: usize,
}

impl Tables {
    fn count(&mut self) {
        self.total += 1;
    }

    pub fn moved_on(&mut self, id: u64) -> usize {
        let Some(data) = self.by_id.get_mut(&id) else {
            return 0;
        };
        // The borrow of the table must end before the next call changes it.
        let name = data.name.clone();
        self.count();
        name.len()
    }
}

#[derive(Clone)]
pub struct Refusal {
    names: Vec<String>,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.names.join(", "))
    }
}

pub fn told(refusal: Refusal) -> Option<String> {
    // Its text is no copy of it.
    Some(refusal.to_string())
}

const SHARES: &str = "C$,D$";

fn parts_of(text: &str) -> usize {
    text.split(',').count()
}

pub fn shares() -> usize {
    // A fixed word is handed over once.
    parts_of(&SHARES.to_owned()) // expect: rs-clone-then-borrow, with a profile
}

pub fn own_shares(text: &str) -> usize {
    parts_of(&text.to_owned()) // expect: rs-clone-then-borrow
}

pub fn first_two(line: &str) -> usize {
    let parts: Vec<String> = line.split(',').map(|part| part.to_string()).collect(); // expect: rs-clone-then-borrow, with a profile
    if parts.len() < 2 {
        return 0;
    }
    parts[0].len() + parts[1].trim().len()
}

pub fn flags(lines: &[Vec<u8>]) -> usize {
    let mut sum = 0;
    for line in lines {
        let flags: Vec<Vec<u8>> = line.split(|byte| *byte == b'(').map(|part| part.to_vec()).collect(); // expect: rs-clone-then-borrow
        if flags.len() > 1 && flags[0].starts_with(b"--") {
            sum += flags[1].len();
        }
    }
    sum
}

pub fn kept_parts(line: &str) -> Vec<String> {
    // They are given back.
    let parts: Vec<String> = line.split(',').map(str::to_string).collect();
    parts
}

pub fn sorted_parts(line: &str) -> usize {
    // Something is put into order that must own nothing, but is changed.
    let mut parts: Vec<String> = line.split(',').map(str::to_string).collect();
    parts.sort();
    parts[0].len()
}

pub fn parts_of_changed(text: &mut String) -> usize {
    let parts: Vec<String> = text.split(',').map(str::to_string).collect();
    // The text that they come from is changed meanwhile.
    text.clear();
    parts[0].len()
}

pub fn lent_parts(line: &str) -> usize {
    // Who takes them wants a vector of Strings.
    let parts: Vec<String> = line.split(',').map(str::to_string).collect();
    total_length(&parts)
}

fn total_length(parts: &[String]) -> usize {
    parts.iter().map(|part| part.len()).sum()
}
