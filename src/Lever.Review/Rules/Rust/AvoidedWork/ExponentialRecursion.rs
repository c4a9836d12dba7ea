//! Fixture of rs-exponential-recursion.

use std::collections::HashMap;

pub fn ways(steps: u64) -> u64 {
    if steps < 2 {
        return 1;
    }
    ways(steps - 1) + ways(steps - 2) // expect: rs-exponential-recursion
}

pub fn cheapest(costs: &[u64], at: usize) -> u64 {
    match at {
        0 | 1 => costs[at],
        _ => {
            let near = cheapest(costs, at - 1); // expect: rs-exponential-recursion
            let far = cheapest(costs, at - 2);
            costs[at] + near.min(far)
        }
    }
}

pub struct Ladder {
    base: u64,
}

impl Ladder {
    pub fn climbed(&self, steps: u64) -> u64 {
        if steps < 3 { self.base } else { self.climbed(steps - 1) + self.climbed(steps - 3) } // expect: rs-exponential-recursion
    }
}

pub fn kept(steps: u64, known: &mut HashMap<u64, u64>) -> u64 {
    if steps < 2 {
        return 1;
    }
    if let Some(ways) = known.get(&steps) {
        return *ways;
    }
    // Results are kept.
    let ways = kept(steps - 1, known) + kept(steps - 2, known);
    known.insert(steps, ways);
    ways
}

pub fn one_of_two(steps: u64, short: bool) -> u64 {
    if steps < 2 {
        return 0;
    }
    // One call or the other.
    if short { one_of_two(steps - 1, short) } else { one_of_two(steps - 2, short) }
}

pub fn grid(rows: u64, columns: u64) -> u64 {
    if rows == 0 || columns == 0 {
        return 1;
    }
    // Differ in two arguments: a table of two dimensions, which is another matter.
    grid(rows - 1, columns) + grid(rows, columns - 1)
}

pub enum Tree {
    Leaf,
    Node(Box<Tree>, Box<Tree>),
}

pub fn size(tree: &Tree) -> u64 {
    match tree {
        Tree::Leaf => 1,
        // Each node is met once.
        Tree::Node(left, right) => size(left) + size(right),
    }
}

pub fn ways_naive(steps: u32) -> u64 {
    // Its name says that it is meant.
    if steps < 2 {
        return 1;
    }
    ways_naive(steps - 1) + ways_naive(steps - 2)
}
