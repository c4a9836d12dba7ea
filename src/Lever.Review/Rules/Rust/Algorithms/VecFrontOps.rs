//! Fixture of rs-vec-front-ops.

use std::collections::VecDeque;

fn drained(jobs: &[u64]) -> u64 {
    let mut queue = jobs.to_vec();
    let mut sum = 0;
    while !queue.is_empty() {
        let job = queue.remove(0); // expect: rs-vec-front-ops
        sum += job;
        if job % 4 == 1 {
            queue.push(job / 4);
        }
    }
    sum
}

fn reversed(items: &[u64]) -> Vec<u64> {
    let mut all = Vec::new();
    for item in items {
        all.insert(0, *item); // expect: rs-vec-front-ops
    }
    all
}

fn chunked(mut pending: Vec<u8>, size: usize) -> usize {
    let mut parts = 0;
    while pending.len() > size {
        let part: Vec<u8> = pending.drain(..size).collect(); // expect: rs-vec-front-ops, tier C
        parts += part.len();
    }
    parts
}

fn digits(mut number: u64) -> String {
    let mut text = String::new();
    while number > 0 {
        // As many turns as the number has digits.
        text.insert(0, (b'0' + (number % 10) as u8) as char);
        number /= 10;
    }
    text
}

fn filtered(items: &mut Vec<u64>) {
    let mut at = 0;
    while at < items.len() {
        if items[at] % 2 == 0 {
            items.remove(at); // expect: rs-vec-front-ops
        } else {
            at += 1;
        }
    }
}

pub struct Window {
    recent: Vec<f64>,
    limit: usize,
}

impl Window {
    fn add(&mut self, value: f64) {
        self.recent.push(value);
        if self.recent.len() > self.limit {
            self.recent.remove(0); // expect: rs-vec-front-ops, with a profile
        }
    }

    // The field is not filled at its end: what is first is a name.
    fn limited(&mut self, mut row: Vec<f64>) -> f64 {
        row.remove(0)
    }
}

fn deque(mut queue: VecDeque<u64>) -> u64 {
    let mut sum = 0;
    while !queue.is_empty() {
        // A deque moves the shorter side: nothing at its front.
        sum += queue.remove(0).unwrap_or(0);
    }
    sum
}

fn command(mut args: Vec<String>) -> usize {
    let mut count = 0;
    while !args.is_empty() {
        // Command lines are short.
        args.remove(0);
        count += 1;
    }
    count
}

fn rows(rows: &mut [Vec<u64>]) -> u64 {
    let mut sum = 0;
    for row in rows {
        // Once for each vector.
        sum += row.remove(0);
    }
    sum
}

fn some(mut items: Vec<u64>, found: usize) -> Vec<u64> {
    // Once.
    items.remove(found);
    items
}

fn until(mut items: Vec<u64>) -> u64 {
    loop {
        if items.len() > 3 {
            // Leaves the loop: it runs once.
            break items.remove(0);
        }
        items.push(1);
    }
}

pub fn entry(known: &mut Vec<u64>, wanted: u64) -> usize {
    loop {
        if let Some(at) = known.iter().position(|one| *one == wanted) {
            return at;
        }
        // The next turn finds it and returns.
        known.insert(0, wanted);
    }
}

pub fn lifetimes(names: &[String], parameters: &mut Vec<String>) -> usize {
    let mut first = None;
    let mut count = 0;
    for name in names {
        // Filled in once.
        count += *first.get_or_insert_with(|| {
            parameters.insert(0, String::from("'a"));
            name.len()
        });
    }
    count
}

pub fn relative(mut path: String) -> String {
    // One slash, or two.
    while path.starts_with('/') {
        path.remove(0);
    }
    path
}

pub fn last_five(words: &[String]) -> Vec<String> {
    let mut latest = Vec::new();
    for word in words {
        latest.push(word.clone());
        // Never more than six.
        if latest.len() > 5 {
            latest.remove(0);
        }
    }
    latest
}

const MOST_MESSAGES: usize = 16;

pub struct Held {
    pending_messages: Vec<String>,
}

impl Held {
    pub fn hold(&mut self, message: String) {
        // Never more than sixteen.
        if self.pending_messages.len() >= MOST_MESSAGES {
            self.pending_messages.remove(0);
        }
        self.pending_messages.push(message);
    }
}
