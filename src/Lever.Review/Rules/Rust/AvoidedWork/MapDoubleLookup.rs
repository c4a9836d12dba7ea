//! Fixture of rs-map-double-lookup.

use std::collections::{BTreeMap, HashMap, HashSet};

fn counted(words: &[String]) -> HashMap<&str, usize> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in words {
        if counts.contains_key(word.as_str()) { // expect: rs-map-double-lookup
            *counts.get_mut(word.as_str()).unwrap() += 1;
        } else {
            counts.insert(word, 1);
        }
    }
    counts
}

fn unique(ids: &[u64]) -> Vec<u64> {
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for id in ids {
        if !seen.contains(id) { // expect: rs-map-double-lookup
            seen.insert(*id);
            kept.push(*id);
        }
    }
    kept
}

fn skipped(names: &[String]) -> usize {
    let mut seen = HashSet::new();
    let mut count = 0;
    for name in names {
        // `insert` alone would copy the names that are there already.
        if seen.contains(name) { // expect: rs-map-double-lookup, tier C
            continue;
        }
        seen.insert(name.clone());
        count += 1;
    }
    count
}

fn summed(table: &BTreeMap<u64, u64>, ids: &[u64]) -> u64 {
    let mut sum = 0;
    for id in ids {
        if table.contains_key(id) { // expect: rs-map-double-lookup
            sum += table[id];
        }
    }
    sum
}

fn taken(table: &mut HashMap<u64, u64>, id: u64) -> u64 {
    // Once a call.
    if table.contains_key(&id) { // expect: rs-map-double-lookup, tier C
        return table.remove(&id).unwrap_or(0);
    }
    0
}

fn other_key(table: &HashMap<u64, u64>, ids: &[(u64, u64)]) -> u64 {
    let mut sum = 0;
    for (from, to) in ids {
        // Two keys.
        if table.contains_key(from) {
            sum += table[to];
        }
    }
    sum
}

fn other_map(known: &HashSet<u64>, seen: &mut HashSet<u64>, ids: &[u64]) {
    for id in ids {
        // Two sets.
        if known.contains(id) {
            seen.insert(*id);
        }
    }
}

fn sometimes(table: &HashMap<u64, u64>, ids: &[u64]) -> u64 {
    let mut sum = 0;
    for id in ids {
        if table.contains_key(id) {
            // Only now and then.
            if sum > 100 {
                sum += table[id];
            }
        }
    }
    sum
}

fn fallible(table: &mut HashMap<u64, u64>, ids: &[u64], texts: &[&str]) -> Result<(), std::num::ParseIntError> {
    for (id, text) in ids.iter().zip(texts) {
        if !table.contains_key(id) {
            // What fails must leave the map as it was.
            table.insert(*id, text.parse()?);
        }
    }
    Ok(())
}

fn listed(kept: &mut Vec<u64>, ids: &[u64]) {
    for id in ids {
        // A vector has no entries.
        if !kept.contains(id) {
            kept.push(*id);
        }
    }
}

fn renamed(columns: Vec<(String, u64)>) -> HashMap<String, u64> {
    let mut row = HashMap::new();
    for (column, value) in columns {
        // What is there stays, and the new value gets another name: an entry would be no shorter.
        if row.contains_key(&column) {
            row.insert(format!("{column}_{column}"), value);
        } else {
            row.insert(column, value);
        }
    }
    row
}

fn labelled(rows: &mut [HashMap<&'static str, u64>]) {
    for row in rows {
        // One key that the source names.
        if row.contains_key("label") { // expect: rs-map-double-lookup, tier C
            row.insert("label", 1);
        }
    }
}

pub fn first_kinds(words: &[u32], limit: usize) -> usize {
    let mut seen = HashSet::new();
    for word in words {
        if !seen.contains(word) {
            // The last one is not to be inserted any more.
            if seen.len() >= limit {
                break;
            }
            seen.insert(*word);
        }
    }
    seen.len()
}

pub fn doubled(words: Vec<String>) -> (HashSet<String>, Vec<String>) {
    let mut seen: HashSet<String> = HashSet::new();
    let mut doubled = Vec::new();
    for word in words {
        // Inserted first, the word would be gone.
        if seen.contains(&word) {
            doubled.push(word);
        } else {
            seen.insert(word);
        }
    }
    (seen, doubled)
}
