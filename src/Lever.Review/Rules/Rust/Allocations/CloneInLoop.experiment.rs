//! Tags of records that are cloned to be compared against compared where they are.
//!
//! SIZES: 10, 1_000, 20_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

struct Record {
    tags: Vec<String>,
    size: usize,
}

fn inputs(n: usize, seed: u64) -> Vec<Record> {
    let mut random = Random::new(seed);
    (0..n).map(|_| Record { tags: (0..3).map(|_| random.word(6)).collect(), size: random.below(100) }).collect()
}

fn before(records: &[Record]) -> usize {
    let mut sum = 0;
    for record in records {
        let tags = record.tags.clone();
        if tags.iter().any(|tag| tag.starts_with('q')) {
            sum += record.size;
        }
    }
    sum
}

fn after(records: &[Record]) -> usize {
    let mut sum = 0;
    for record in records {
        let tags = &record.tags;
        if tags.iter().any(|tag| tag.starts_with('q')) {
            sum += record.size;
        }
    }
    sum
}
