// needs: log, tracing
//! Fixture of rs-log-arg-work.

use log::{debug, info};
use std::collections::HashMap;
use tracing::instrument;

pub fn formatted(items: &[u64]) -> u64 {
    let listing = format!("{items:?}"); // expect: rs-log-arg-work, with a profile
    debug!("storing {listing}");
    items.iter().sum()
}

pub fn cloned(name: &String) -> usize {
    let copy = name.clone(); // expect: rs-log-arg-work, tier C, with a profile
    debug!("name {}", copy);
    name.len()
}

pub fn shown(number: u64) -> u64 {
    let text = number.to_string(); // expect: rs-log-arg-work, with a profile
    log::trace!("number {text}");
    number
}

#[instrument] // expect: rs-log-arg-work
pub fn summed(items: &[u64]) -> u64 {
    items.iter().sum()
}

#[tracing::instrument(name = "counted")] // expect: rs-log-arg-work
pub fn counted(names: HashMap<String, u64>) -> usize {
    names.len()
}

#[instrument(skip_all)]
pub fn skipped(items: &[u64]) -> u64 {
    // Nothing is recorded.
    items.iter().sum()
}

#[instrument(level = "debug")]
pub fn low(items: &[u64]) -> u64 {
    // Nothing is recorded while the level is off.
    items.iter().sum()
}

#[instrument]
pub fn small(number: u64) -> u64 {
    // A number costs little.
    number + 1
}

pub fn told(items: &[u64]) -> u64 {
    let listing = format!("{items:?}");
    // Wanted nearly always.
    info!("storing {listing}");
    items.iter().sum()
}

pub fn used(items: &[u64]) -> String {
    let listing = format!("{items:?}");
    debug!("storing {listing}");
    // The message is not the only reader.
    listing
}

pub fn inline(items: &[u64]) -> u64 {
    // The macro tests the level before it evaluates its arguments.
    debug!("storing {}", format!("{items:?}"));
    items.iter().sum()
}

pub fn effect(items: &mut Vec<u64>) -> usize {
    let last = items.pop();
    // Making the value changes something.
    debug!("took {last:?}");
    items.len()
}

pub fn each(rows: &[Vec<u64>]) -> u64 {
    let mut sum = 0;
    for row in rows {
        let listing = format!("{row:?}"); // expect: rs-log-arg-work
        debug!("summing {listing}");
        sum += row.iter().sum::<u64>();
    }
    sum
}

pub fn asked(rows: &[Vec<u64>]) {
    for row in rows {
        if log::log_enabled!(log::Level::Debug) {
            // Somebody wants the message.
            let listing = format!("{row:?}");
            debug!("summing {listing}");
        }
    }
}

pub fn handed_on(rows: Vec<Vec<u64>>, mut send: impl FnMut(Vec<u64>)) {
    for row in rows {
        // The row is gone when the message is written, so that the level has to be asked for.
        let listing = format!("{row:?}"); // expect: rs-log-arg-work, tier C, with a profile
        send(row);
        debug!("sent {listing}");
    }
}

pub fn either(names: &HashMap<String, u64>, user: Option<&str>, realm: u64) -> Option<u64> {
    let name = if let Some(user) = user { format!("{user}@{realm}") } else { realm.to_string() }; // expect: rs-log-arg-work, with a profile
    let Some(found) = names.get(user?) else {
        log::trace!("nobody is {name}");
        return None;
    };
    log::trace!("{name} is known");
    Some(*found)
}

pub fn chosen(kind: u64) -> u64 {
    let name = match kind {
        0 => "none",
        _ => "some",
    };
    // No text is made.
    debug!("kind {name}");
    kind
}

pub fn counted_branch(items: &mut Vec<u64>, kind: u64) -> u64 {
    let name = if kind == 0 {
        items.push(kind);
        format!("{items:?}")
    } else {
        kind.to_string()
    };
    // A branch does more than make the text.
    debug!("kind {name}");
    kind
}
