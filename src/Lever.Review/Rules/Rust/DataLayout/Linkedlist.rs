//! Fixture of rs-linkedlist.

use std::collections::{HashMap, LinkedList};

pub struct Queue {
    jobs: LinkedList<u64>, // expect: rs-linkedlist
    names: HashMap<String, LinkedList<String>>, // expect: rs-linkedlist
}

pub struct Wrapped(pub LinkedList<u8>); // expect: rs-linkedlist

fn drained(list: &mut LinkedList<u64>) -> u64 { // expect: rs-linkedlist
    let mut sum = 0;
    while let Some(job) = list.pop_front() {
        sum += job;
    }
    sum
}

fn made(jobs: &[u64]) -> usize {
    let mut waiting = LinkedList::new(); // expect: rs-linkedlist
    for job in jobs {
        waiting.push_back(*job);
    }
    let typed: std::collections::LinkedList<u8> = Default::default(); // expect: rs-linkedlist
    waiting.len() + typed.len()
}

impl Queue {
    fn new() -> Self {
        // The field says it already.
        Queue { jobs: LinkedList::new(), names: HashMap::new() }
    }
}

pub trait Decode {
    fn decode(from: &mut std::slice::Iter<u64>) -> Self;
}

impl Decode for LinkedList<u64> {
    // Whoever decodes lists has them.
    fn decode(from: &mut std::slice::Iter<u64>) -> LinkedList<u64> {
        let mut list = LinkedList::new();
        list.extend(from.next());
        list
    }
}

mod intrusive {
    // Another list, whose elements hold their own links.
    pub mod linked_list {
        pub struct LinkedList<T>(pub Option<Box<T>>);
    }

    pub struct Timers(linked_list::LinkedList<u64>);
}

#[derive(Default)]
pub struct Chunks {
    // Each node holds many elements, which never move.
    full: LinkedList<Vec<u64>>,
    last: Vec<u64>,
}

impl Chunks {
    pub fn of(numbers: &[u64]) -> usize {
        // As above.
        let mut full = LinkedList::new();
        for chunk in numbers.chunks(1024) {
            full.push_back(chunk.to_vec());
        }
        full.len()
    }
}

pub trait Take<T> {
    fn take(self) -> T;
}

impl Take<LinkedList<u64>> for u64 {
    // Who asks for a list gets one.
    fn take(self) -> LinkedList<u64> {
        LinkedList::from([self])
    }
}
