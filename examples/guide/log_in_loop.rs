//! Section 8, Rust logging in hot paths. The guide says that arguments are formatted even where the level is off. They are not, nor
//! are they evaluated: a line that is off costs a comparison. Work done before the line is done in any case.

use std::collections::BTreeMap;

pub fn total(items: &[BTreeMap<u32, String>]) -> usize {
    let mut total = 0;
    for item in items {
        log::debug!("Processing {:?}", item);
        total += item.len();
    }
    total
}

pub fn total_with_texts(items: &[BTreeMap<u32, String>]) -> usize {
    let mut total = 0;
    for item in items {
        let text = format!("{:?}", item); // expect: rs-log-arg-work
        log::debug!("Processing {text}");
        total += item.len();
    }
    total
}
