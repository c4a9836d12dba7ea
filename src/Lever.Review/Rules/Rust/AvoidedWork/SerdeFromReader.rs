// needs: serde_json
//! Fixture of rs-serde-from-reader.

use serde_json::Value;
use std::fs::File;
use std::io::BufReader;

type Failure = Box<dyn std::error::Error>;

pub fn raw(path: &str) -> Result<Vec<u64>, Failure> {
    let file = File::open(path)?;
    Ok(serde_json::from_reader(file)?) // expect: rs-serde-from-reader
}

pub fn buffered(path: &str) -> Result<Vec<u64>, Failure> {
    let reader = BufReader::new(File::open(path)?);
    let numbers = serde_json::from_reader(reader)?; // expect: rs-serde-from-reader, with a profile
    Ok(numbers)
}

pub fn by_a_tree(text: &str) -> Result<Vec<u64>, Failure> {
    let tree: Value = serde_json::from_str(text)?;
    Ok(serde_json::from_value(tree)?) // expect: rs-serde-from-reader
}

pub fn at_once(text: &str) -> Result<Vec<u64>, Failure> {
    Ok(serde_json::from_value(serde_json::from_str::<Value>(text)?)?) // expect: rs-serde-from-reader
}

pub fn memory(bytes: &[u8]) -> Result<Vec<u64>, Failure> {
    // A reader over memory.
    Ok(serde_json::from_reader(bytes)?)
}

pub fn looked(text: &str) -> Result<Vec<u64>, Failure> {
    let tree: Value = serde_json::from_str(text)?;
    if tree.is_null() {
        return Ok(Vec::new());
    }
    // Somebody looked at the tree.
    Ok(serde_json::from_value(tree)?)
}

pub fn typed(text: &str) -> Result<Vec<u64>, Failure> {
    // Straight into the type.
    Ok(serde_json::from_str(text)?)
}
