//! Fixture of rs-deferred-expensive.

pub fn checked(name: &str, size: usize, most: usize) -> Result<usize, String> {
    let message = format!("{name} is larger than {most}"); // expect: rs-deferred-expensive, with a profile
    if size > most {
        return Err(message);
    }
    Ok(size)
}

pub fn chosen(name: &str, many: bool) -> usize {
    let upper = name.to_uppercase(); // expect: rs-deferred-expensive, with a profile
    if many {
        upper.len() + 1
    } else {
        0
    }
}

pub fn matched(items: &Vec<u64>, kind: u8) -> usize {
    let copy = items.clone(); // expect: rs-deferred-expensive, with a profile
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

pub fn each(names: &[String], many: bool) -> usize {
    let mut sum = 0;
    for name in names {
        let upper = name.to_uppercase(); // expect: rs-deferred-expensive
        if many {
            sum += upper.len() + 1;
        }
    }
    sum
}

pub fn locked(names: &[String], kept: &std::sync::Mutex<Vec<String>>) {
    for name in names {
        let prefix = name.to_uppercase();
        // Taken nearly always, and made before the lock is.
        if let Ok(mut kept) = kept.lock() {
            kept.retain(|other| !other.starts_with(&prefix));
        }
    }
}

pub fn different(names: &[String]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let mut all = Vec::new();
    for name in names {
        let upper = name.to_uppercase();
        // Most names come for the first time.
        if seen.insert(name.len()) {
            all.push(upper);
        }
    }
    all
}
