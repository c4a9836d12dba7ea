//! Fixture of rs-sort-for-less.

fn nearest(mut distances: Vec<u64>) -> Option<u64> {
    distances.sort(); // expect: rs-sort-for-less
    distances.first().copied()
}

fn latest(stamps: &[(u64, String)]) -> String {
    let mut all = stamps.to_vec();
    all.sort_by_key(|stamp| stamp.0); // expect: rs-sort-for-less
    all[all.len() - 1].1.clone()
}

fn median(values: &[u64]) -> u64 {
    let mut sorted: Vec<u64> = values.iter().copied().collect();
    sorted.sort_unstable(); // expect: rs-sort-for-less
    let middle = sorted.len() / 2;
    sorted[middle]
}

fn least(values: &[u64], count: usize) -> Vec<u64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(|left, right| left.cmp(right)); // expect: rs-sort-for-less
    sorted.truncate(count);
    sorted
}

fn ordered(mut values: Vec<u64>) -> Vec<u64> {
    // The order is what is wanted.
    values.sort();
    values
}

fn quartiles(values: &[u64]) -> (u64, u64) {
    let mut sorted = values.to_vec();
    // Used in another way as well.
    sorted.sort();
    let low = sorted[0];
    (low, sorted.iter().skip(3).sum())
}

fn drained(mut values: Vec<u64>) -> u64 {
    let mut sum = 0;
    // Taken one after the other.
    values.sort();
    while let Some(value) = values.pop() {
        sum = sum * 2 + value;
    }
    sum
}

fn lent(values: &mut Vec<u64>) -> u64 {
    // The caller sees the order.
    values.sort();
    values[0]
}

fn few() -> u64 {
    let mut values = vec![3, 1, 2];
    // Three elements.
    values.sort();
    values[0]
}

fn shuffled(numbers: &[u64], keep: usize) -> Vec<u64> {
    let mut values = numbers.to_vec();
    // All of it is looked at afterwards.
    values.sort();
    values[..keep].reverse();
    values
}
