//! A search tree of random keys in boxes against one in a vector, built and then asked for every key.
//!
//! SIZES: 16, 1_000, 30_000
//! WINS: n >= 1000
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

struct Boxed {
    key: u64,
    left: Option<Box<Boxed>>,
    right: Option<Box<Boxed>>,
}

const NONE: u32 = u32::MAX;

struct Indexed {
    key: u64,
    left: u32,
    right: u32,
}

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() >> 1).collect()
}

fn before(keys: &[u64]) -> usize {
    let mut root: Option<Box<Boxed>> = None;
    for key in keys {
        let mut at = &mut root;
        while let Some(node) = at {
            at = if *key < node.key { &mut node.left } else { &mut node.right };
        }
        *at = Some(Box::new(Boxed { key: *key, left: None, right: None }));
    }
    let mut steps = 0;
    for key in keys {
        let mut at = &root;
        while let Some(node) = at {
            steps += 1;
            if node.key == *key {
                break;
            }
            at = if *key < node.key { &node.left } else { &node.right };
        }
    }
    steps
}

fn after(keys: &[u64]) -> usize {
    let mut nodes: Vec<Indexed> = Vec::new();
    for key in keys {
        let new = nodes.len() as u32;
        let mut at = 0;
        while let Some(node) = nodes.get_mut(at as usize) {
            let next = if *key < node.key { &mut node.left } else { &mut node.right };
            if *next == NONE {
                *next = new;
                break;
            }
            at = *next;
        }
        nodes.push(Indexed { key: *key, left: NONE, right: NONE });
    }
    let mut steps = 0;
    for key in keys {
        let mut at = 0;
        while let Some(node) = nodes.get(at as usize) {
            steps += 1;
            if node.key == *key {
                break;
            }
            at = if *key < node.key { node.left } else { node.right };
        }
    }
    steps
}
