//! Fixture of rs-alloc-for-compare.

#[derive(Debug, PartialEq)]
pub enum State {
    Open,
    Closed,
}

pub fn third(line: &str) -> &str {
    line.split(';').collect::<Vec<_>>()[2] // expect: rs-alloc-for-compare, with a profile
}

pub fn thirds(lines: &[String]) -> usize {
    let mut count = 0;
    for line in lines {
        let fields: Vec<&str> = line.split(',').collect(); // expect: rs-alloc-for-compare
        if fields[0].is_empty() {
            count += 1;
        }
    }
    count
}

pub fn same(left: &str, right: &str) -> bool {
    left.to_lowercase() == right.to_lowercase() // expect: rs-alloc-for-compare, with a profile
}

pub fn commands(names: &[String]) -> usize {
    names.iter().filter(|name| name.to_ascii_lowercase() == "quit").count() // expect: rs-alloc-for-compare, with a profile
}

pub fn others(names: &[String]) -> usize {
    names.iter().filter(|name| name.to_ascii_uppercase() != "QUIT").count() // expect: rs-alloc-for-compare, with a profile
}

pub fn is_open(state: &State) -> bool {
    format!("{:?}", state) == "Open" // expect: rs-alloc-for-compare, with a profile
}

pub fn has(name: &str) -> bool {
    name.to_string().contains("x") || name.to_owned().is_empty() // expect: rs-alloc-for-compare
}

pub fn never(name: &str) -> bool {
    // No text in small letters is this one.
    name.to_lowercase() == "Quit"
}

pub fn two(line: &str) -> usize {
    // Two of the parts.
    let fields: Vec<&str> = line.split(',').collect();
    fields[0].len() + fields[1].len()
}

pub fn lower(name: &str) -> bool {
    // The folded text is searched: that is real work.
    name.to_lowercase().contains("x")
}

pub fn number(number: u64) -> bool {
    // Its digits are wanted.
    number.to_string().contains('7')
}

pub fn slices(all: &[Vec<u64>]) -> u64 {
    // Not text.
    all.iter().map(|each| each.len() as u64).collect::<Vec<_>>()[0]
}

pub fn pairs(left: &[String], right: &[String]) -> usize {
    let mut count = 0;
    for one in left {
        for other in right {
            if one.to_ascii_lowercase() == other.to_ascii_lowercase() { // expect: rs-alloc-for-compare
                count += 1;
            }
        }
    }
    count
}

#[derive(Clone, PartialEq)]
pub struct Stores {
    last: Vec<u64>,
}

impl Stores {
    fn meet(&mut self, other: &Stores) {
        for (mine, theirs) in self.last.iter_mut().zip(&other.last) {
            *mine = (*mine).max(*theirs);
        }
    }
}

pub fn met(states: &mut [Stores], other: &Stores) -> usize {
    let mut changed = 0;
    for state in states {
        let old = state.clone(); // expect: rs-alloc-for-compare, tier C, with a profile
        state.meet(other);
        if *state != old {
            changed += 1;
        }
    }
    changed
}

pub fn restored(state: &mut Stores, other: &Stores) -> bool {
    // The copy is put back: it is needed.
    let old = state.clone();
    state.meet(other);
    let same = *state == old;
    *state = old;
    same
}

pub fn moved_on(counter: &mut u64) -> bool {
    // A number is copied for nothing.
    let old = counter.clone();
    *counter += 1;
    *counter != old
}
