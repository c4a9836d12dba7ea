//! Fixture of rs-rescan-in-loop.

use std::cell::RefCell;
use std::collections::HashMap;

fn shares(weights: &[f64]) -> Vec<f64> {
    let mut shares = Vec::new();
    for weight in weights {
        shares.push(weight / weights.iter().sum::<f64>()); // expect: rs-rescan-in-loop
    }
    shares
}

fn scanned(text: &str) -> usize {
    let mut at = 0;
    let mut spaces = 0;
    while at < text.chars().count() { // expect: rs-rescan-in-loop
        spaces += text.as_bytes()[at] as usize & 1;
        at += 1;
    }
    spaces
}

fn matching(words: &[String], wanted: &str) -> usize {
    words.iter().filter(|word| word.to_lowercase() == wanted.to_lowercase()).count() // expect: rs-rescan-in-loop
}

fn indexed(pairs: &[(u64, u64)], wanted: &[u64]) -> u64 {
    let mut sum = 0;
    for id in wanted {
        let index: HashMap<u64, u64> = pairs.iter().map(|pair| (pair.0, pair.1)).collect(); // expect: rs-rescan-in-loop, with a profile
        sum += index.get(id).copied().unwrap_or(0);
    }
    sum
}

fn capped(items: &[u64], limits: &[u64]) -> Vec<u64> {
    items.iter().map(|item| (*item).min(limits.iter().copied().max().unwrap_or(0))).collect() // expect: rs-rescan-in-loop
}

fn changing(items: &mut Vec<u64>, more: &[u64]) -> u64 {
    let mut sum = 0;
    for item in more {
        // Looks at what the loop adds.
        sum += items.iter().sum::<u64>();
        items.push(*item);
    }
    sum
}

fn each(rows: &[Vec<u64>]) -> u64 {
    let mut most = 0;
    for row in rows {
        // Of this turn's own row.
        most = most.max(row.iter().sum());
    }
    most
}

fn walked(text: &str) -> usize {
    let mut words = text.split(' ');
    let mut count = 0;
    for _ in 0..100 {
        // Goes on where it stopped.
        count += words.by_ref().take(3).count();
    }
    count
}

fn dependent(items: &[u64], limits: &[u64]) -> usize {
    // Differs from turn to turn.
    limits.iter().map(|limit| items.iter().filter(|item| *item < limit).count()).sum()
}

fn once(weights: &[f64]) -> Vec<f64> {
    // Before the loop.
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum).collect()
}

fn short(items: &[u64]) -> u64 {
    let edges = [1, 2, 3];
    // Three elements.
    items.iter().map(|item| item * edges.iter().sum::<u64>()).sum()
}

fn shared(cell: &RefCell<Vec<u64>>, items: &[u64]) -> u64 {
    let mut sum = 0;
    for item in items {
        // What a cell holds may be changed by anybody.
        sum += cell.borrow().iter().sum::<u64>();
        cell.borrow_mut().push(*item);
    }
    sum
}

fn length(items: &[u64]) -> usize {
    let mut at = 0;
    // A field of the slice.
    while at < items.len() {
        at += 2;
    }
    at
}

pub fn plans(groups: &[String], totals: &Vec<u64>) -> Vec<Vec<u64>> {
    let mut plans = Vec::new();
    for _ in groups {
        // Each plan gets a copy of its own.
        plans.push(totals.clone().into_iter().collect());
    }
    plans
}

pub struct Request {
    pub ids: Vec<u64>,
}

pub fn requests(nodes: &[String], ids: &[u64]) -> Vec<Request> {
    let mut requests = Vec::new();
    for _ in nodes {
        // Each request keeps its own.
        requests.push(Request { ids: ids.iter().copied().collect() }); // expect: rs-rescan-in-loop, tier C
    }
    requests
}
