//! Fixture of rs-lines-alloc.

use std::io::{BufRead, BufReader, Read};

pub fn errors(input: std::fs::File) -> std::io::Result<usize> {
    let reader = BufReader::new(input);
    let mut found = 0;
    for line in reader.lines() { // expect: rs-lines-alloc
        let line = line?;
        if line.starts_with("error") {
            found += 1;
        }
    }
    Ok(found)
}

pub fn longest(input: impl Read) -> usize {
    let mut longest = 0;
    for line in BufReader::new(input).lines() { // expect: rs-lines-alloc
        longest = longest.max(line.unwrap().len());
    }
    longest
}

pub fn typed() -> std::io::Result<usize> {
    let mut words = 0;
    for line in std::io::stdin().lock().lines() { // expect: rs-lines-alloc
        let text = line?;
        words += text.split(' ').count();
    }
    Ok(words)
}

pub fn kept(input: std::fs::File) -> std::io::Result<Vec<String>> {
    let mut all = Vec::new();
    for line in BufReader::new(input).lines() {
        // It is kept.
        let line = line?;
        all.push(line);
    }
    Ok(all)
}

pub fn in_memory(text: &str) -> usize {
    // These are parts of the text.
    let mut longest = 0;
    for line in text.lines() {
        longest = longest.max(line.len());
    }
    longest
}

pub fn lines_of(file: std::fs::File, key: &str) -> std::io::Result<Vec<String>> {
    let mut kept = Vec::new();
    for line in BufReader::new(file).lines() {
        let line = line?;
        if line.starts_with(key) {
            // It could be moved there; it is kept all the same.
            kept.push(line.to_string());
        }
    }
    Ok(kept)
}

mod serde_json {
    pub fn from_str(text: &str) -> Result<u64, std::num::ParseIntError> {
        text.parse()
    }
}

pub fn values(file: std::fs::File) -> u64 {
    let mut sum = 0;
    for line in std::io::BufReader::new(file).lines() { // expect: rs-lines-alloc, with a profile
        // What reads it allocates more than the line.
        sum += serde_json::from_str(&line.unwrap()).unwrap_or(0);
    }
    sum
}
