//! Section 2, Rust-specific patterns: nested iteration.

pub struct Order {
    pub key: String,
    pub total: u64,
}

pub struct Customer {
    pub key: String,
    pub name: String,
}

pub fn totals(items_a: &[Order], items_b: &[Customer]) -> Vec<(String, u64)> {
    let mut found = Vec::new();
    for a in items_a {
        for b in items_b {
            if a.key == b.key { // expect: rs-nested-loop-equality-join
                found.push((b.name.clone(), a.total));
            }
        }
    }
    found
}
