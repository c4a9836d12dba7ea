//! Records kept in order by an insert at the place that a binary search finds against pushing them and sorting once.
//!
//! SIZES: 16, 1_000, 20_000
//! WINS: n >= 1000
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

#[derive(Clone)]
struct Record {
    name: String,
    count: u64,
    more: [u64; 4],
}

fn inputs(n: usize, seed: u64) -> Vec<Record> {
    let mut random = Random::new(seed);
    let mut records: Vec<Record> = (0..n).map(|at| Record { name: format!("{at:06}"), count: random.next() % 10, more: [0; 4] }).collect();
    random.shuffle(&mut records);
    records
}

fn sum(records: &[Record]) -> u64 {
    records.iter().enumerate().map(|(at, record)| at as u64 * (record.count + record.more[0])).sum()
}

fn before(records: &[Record]) -> u64 {
    let mut sorted: Vec<Record> = Vec::with_capacity(records.len());
    for record in records {
        if let Err(at) = sorted.binary_search_by(|each| each.name.cmp(&record.name)) {
            sorted.insert(at, record.clone());
        }
    }
    sum(&sorted)
}

fn after(records: &[Record]) -> u64 {
    let mut sorted: Vec<Record> = Vec::with_capacity(records.len());
    for record in records {
        sorted.push(record.clone());
    }
    sorted.sort_by(|left, right| left.name.cmp(&right.name));
    sorted.dedup_by(|left, right| left.name == right.name);
    sum(&sorted)
}
