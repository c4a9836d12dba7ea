//! Fixture of rs-lock-per-item.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, RwLock};

pub fn count(totals: &Mutex<[u64; 8]>, numbers: &[u64]) {
    for number in numbers {
        totals.lock().unwrap()[(number % 8) as usize] += number; // expect: rs-lock-per-item
    }
}

pub struct Register {
    names: RwLock<Vec<String>>,
    sizes: Arc<Mutex<HashMap<u64, usize>>>,
}

impl Register {
    pub fn add(&self, lines: &[String]) {
        for line in lines {
            let mut names = self.names.write().unwrap(); // expect: rs-lock-per-item
            names.push(line.to_lowercase());
        }
    }

    pub fn known(&self, ids: &[u64]) -> usize {
        ids.iter().filter(|id| self.sizes.lock().unwrap().contains_key(id)).count() // expect: rs-lock-per-item
    }

    pub fn odd(&self, ids: &[u64]) {
        for id in ids {
            if id % 2 == 1 {
                self.sizes.lock().unwrap().insert(*id, 1); // expect: rs-lock-per-item, tier C
            }
        }
    }

    fn measured(&self, id: u64) -> usize {
        self.sizes.lock().unwrap().get(&id).copied().unwrap_or(0)
    }

    pub fn all(&self, ids: &[u64]) {
        for id in ids {
            // What is called may take the same lock, or take long.
            let size = self.measured(*id);
            self.sizes.lock().unwrap().insert(*id, size);
        }
    }

    pub fn first(&self, ids: &[u64]) -> bool {
        for id in ids {
            if *id > 7 {
                // Once, when the loop is over.
                self.sizes.lock().unwrap().insert(*id, 1);
                return true;
            }
        }
        false
    }
}

pub fn shards(shards: &[Mutex<u64>]) -> u64 {
    // Each is another lock.
    shards.iter().map(|shard| *shard.lock().unwrap()).sum()
}

pub fn read(totals: &Mutex<Vec<String>>, paths: &[String]) -> std::io::Result<()> {
    for path in paths {
        // The lock is free while a file is read.
        let text = std::fs::read_to_string(path)?;
        totals.lock().unwrap().push(text);
    }
    Ok(())
}

pub fn summed(totals: &Mutex<Vec<u64>>, rows: &[Vec<u64>]) {
    for row in rows {
        // The work of a turn is in the loop before it, and others have the lock meanwhile.
        let mut sum = 0;
        for number in row {
            sum += number;
        }
        totals.lock().unwrap().push(sum);
    }
}

pub fn drained(jobs: &Mutex<Vec<u64>>) -> u64 {
    let mut sum = 0;
    // Others put jobs in and take them out.
    while let Some(job) = jobs.lock().unwrap().pop() {
        sum += job;
    }
    sum
}

pub fn listed(names: &RwLock<Vec<String>>) -> usize {
    let mut sum = 0;
    // Once, before the first turn.
    for name in names.read().unwrap().iter() {
        sum += name.len();
    }
    sum
}

pub fn gathered(totals: &Mutex<u64>, numbers: &[u64]) {
    let mut own = 0;
    for number in numbers {
        own += number;
    }
    // Once, after the last.
    *totals.lock().unwrap() += own;
}

pub fn few(totals: &Mutex<u64>) {
    for number in 0..4 {
        // A few turns.
        *totals.lock().unwrap() += number;
    }
}

pub fn received(totals: &Mutex<Vec<u64>>, numbers: std::sync::mpsc::Receiver<u64>) {
    for number in numbers {
        // The lock is free while the next one is waited for.
        totals.lock().unwrap().push(number);
    }
}

pub fn lines(totals: &Mutex<Vec<usize>>, reader: std::io::BufReader<std::fs::File>) {
    use std::io::BufRead;
    for line in reader.lines() {
        // While a file is read, too.
        totals.lock().unwrap().push(line.map_or(0, |line| line.len()));
    }
}

pub struct Histogram(Vec<u64>);

impl Histogram {
    fn record(&mut self, number: u64) {
        self.0.push(number);
    }
}

fn bucket(number: u64) -> u64 {
    number.leading_zeros() as u64
}

pub fn recorded(histogram: &Mutex<Histogram>, numbers: &[u64]) {
    for number in numbers {
        let bucket = bucket(*number);
        histogram.lock().unwrap().record(bucket); // expect: rs-lock-per-item
    }
}
