//! Section 4, pre-allocate with capacity: reallocations. A list gains 7 % at a thousand elements and half at eight; a map gains most.

use std::collections::HashMap;

fn transform(item: &str) -> usize {
    item.len()
}

pub fn lengths(items: &[String]) -> Vec<usize> {
    let mut results = Vec::new(); // expect: rs-missing-with-capacity
    for item in items {
        results.push(transform(item));
    }
    results
}

pub fn by_name(items: &[String]) -> HashMap<&str, usize> {
    let mut results = HashMap::new(); // expect: rs-missing-with-capacity
    for item in items {
        results.insert(item.as_str(), transform(item));
    }
    results
}

/// What the guide calls better.
pub fn collected(items: &[String]) -> Vec<usize> {
    items.iter().map(|item| transform(item)).collect()
}
