//! Fixture of rs-deferred-expensive.

pub fn checked(name: &str, size: usize, most: usize) -> Result<usize, String> {
    let message = format!("{name} is larger than {most}"); // expect: rs-deferred-expensive
    if size > most {
        return Err(message);
    }
    Ok(size)
}

pub fn chosen(name: &str, many: bool) -> usize {
    let upper = name.to_uppercase(); // expect: rs-deferred-expensive
    if many {
        upper.len() + 1
    } else {
        0
    }
}

pub fn matched(items: &Vec<u64>, kind: u8) -> usize {
    let copy = items.clone(); // expect: rs-deferred-expensive
    match kind {
        0 => {
            let mut sorted = copy;
            sorted.sort();
            sorted.len()
        }
        1 => 1,
        _ => 0,
    }
}

pub fn both(name: &str, many: bool) -> usize {
    let upper = name.to_uppercase();
    // Both branches use it.
    if many { upper.len() + 1 } else { upper.len() }
}

pub fn conditioned(name: &str) -> usize {
    let upper = name.to_uppercase();
    // The condition uses it.
    if upper.len() > 3 {
        return upper.len();
    }
    0
}

pub fn changed(items: &mut Vec<u64>, many: bool) -> usize {
    let copy = items.clone();
    items.push(7);
    // The copy is of the time before the change.
    if many {
        return copy.len();
    }
    0
}

pub fn small(items: &[u64], many: bool) -> u64 {
    let first = items.first().copied();
    // Nothing is allocated.
    if many {
        return first.unwrap_or(0);
    }
    0
}

pub fn looped(name: &str, sizes: &[usize]) -> usize {
    let upper = name.to_uppercase();
    let mut count = 0;
    for size in sizes {
        // The loop would make it again and again.
        if upper.len() > *size {
            count += 1;
        }
    }
    count
}
