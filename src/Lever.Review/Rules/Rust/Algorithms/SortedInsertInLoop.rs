//! Fixture of rs-sorted-insert-in-loop.

fn matched(words: &[String]) -> Vec<&String> {
    let mut sorted: Vec<&String> = Vec::new();
    for word in words {
        match sorted.binary_search(&word) {
            Ok(_) => continue,
            Err(at) => sorted.insert(at, word), // expect: rs-sorted-insert-in-loop
        }
    }
    sorted
}

fn counted(count: usize, mut next: impl FnMut() -> (u64, u64)) -> Option<Vec<(u64, u64)>> {
    let mut sorted: Vec<(u64, u64)> = Vec::with_capacity(count);
    for _ in 0..count {
        let pair = next();
        let at = sorted.partition_point(|each| each.0 < pair.0);
        sorted.insert(at, pair); // expect: rs-sorted-insert-in-loop
    }
    Some(sorted)
}

fn either(ids: &[u64]) -> Vec<u64> {
    let mut sorted = Vec::new();
    for id in ids {
        let at = sorted.binary_search(id).unwrap_or_else(|at| at);
        sorted.insert(at, *id); // expect: rs-sorted-insert-in-loop
    }
    sorted
}

fn resorted(ids: &[u64]) -> Vec<u64> {
    let mut sorted = Vec::new();
    for id in ids {
        sorted.push(*id);
        sorted.sort(); // expect: rs-sorted-insert-in-loop
    }
    sorted
}

fn lowest(ids: &[u64]) -> u64 {
    let mut sorted = Vec::new();
    let mut sum = 0;
    for id in ids {
        let at = sorted.binary_search(id).unwrap_or_else(|at| at);
        sorted.insert(at, *id);
        // The loop needs the order.
        sum += sorted[0];
    }
    sum
}

fn add(sorted: &mut Vec<u64>, id: u64) {
    // One insert a call.
    if let Err(at) = sorted.binary_search(&id) {
        sorted.insert(at, id);
    }
}

fn rows(rows: &mut [Vec<u64>]) {
    for row in rows {
        // Each turn sorts a vector of its own.
        row.push(1);
        row.sort();
    }
}

fn fixed(mut items: Vec<u64>) -> Vec<u64> {
    for at in 0..100 {
        // At the end: nothing is moved, and nothing is searched.
        let end = items.len();
        items.insert(end, at);
    }
    items
}
