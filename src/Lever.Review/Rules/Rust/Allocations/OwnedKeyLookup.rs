//! Fixture of rs-owned-key-lookup.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

pub fn price(prices: &HashMap<String, u64>, word: &str) -> u64 {
    prices.get(&word.to_string()).copied().unwrap_or(0) // expect: rs-owned-key-lookup
}

pub fn total(prices: &BTreeMap<String, u64>, words: &[&str]) -> u64 {
    let mut sum = 0;
    for word in words {
        if prices.contains_key(&word.to_string()) { // expect: rs-owned-key-lookup
            sum += 1;
        }
    }
    sum
}

pub fn forget(seen: &mut HashSet<PathBuf>, path: &Path) -> bool {
    seen.remove(&path.to_path_buf()) // expect: rs-owned-key-lookup
}

pub fn has(names: &Vec<String>, name: &str) -> bool {
    names.contains(&name.to_owned()) // expect: rs-owned-key-lookup, with a profile
}

pub fn cloned(names: &HashSet<String>, name: &String) -> bool {
    names.contains(&name.clone()) // expect: rs-owned-key-lookup, with a profile
}

pub fn from(names: &HashSet<String>, name: &str) -> bool {
    names.contains(&String::from(name)) // expect: rs-owned-key-lookup, with a profile
}

pub fn pair(prices: &HashMap<(String, String), u64>, left: &str, right: &str) -> Option<u64> {
    // A tuple of owned parts has no borrowed form.
    prices.get(&(left.to_string(), right.to_string())).copied()
}

pub fn shown(prices: &HashMap<String, u64>, number: u64) -> Option<u64> {
    // The key is text that is not there yet.
    prices.get(&number.to_string()).copied()
}

pub fn put(prices: &mut HashMap<String, u64>, word: &str) {
    // It is kept.
    prices.insert(word.to_string(), 1);
}

pub fn part(text: &str, word: &str) -> bool {
    // Text in text.
    text.contains(word)
}

pub fn known_total(prices: &HashMap<String, u64>, words: &[String]) -> u64 {
    let mut sum = 0;
    for word in words.iter().map(String::as_str) {
        sum += prices.get(&word.to_string()).copied().unwrap_or(0); // expect: rs-owned-key-lookup
    }
    sum
}

const ROOT: &str = "root";

pub fn has_root(paths: &[String]) -> bool {
    // A fixed word is asked for once.
    paths.contains(&ROOT.to_string()) // expect: rs-owned-key-lookup, tier B, with a profile
}

pub fn projections(layers: &[u64], wanted: &[String]) -> u64 {
    let mut count = 0;
    for layer in layers {
        // The list holds such words as stand here.
        if wanted.contains(&"gate".to_string()) { // expect: rs-owned-key-lookup, with a profile
            count += layer;
        }
    }
    count
}
