//! A search tree of boxes that grew key by key against the guide's tree of indices into one vector: lookups.
//!
//! SIZES: 100, 10_000, 100_000
//! WINS: never
//! LOSES: n <= 10000
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

struct Node {
    data: i32,
    left: Option<Box<Node>>,
    right: Option<Box<Node>>,
}

struct NodeData {
    data: i32,
    left: Option<u32>,
    right: Option<u32>,
}

struct Inputs {
    root: Option<Box<Node>>,
    nodes: Vec<NodeData>,
    wanted: Vec<i32>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    let mut inputs = Inputs { root: None, nodes: Vec::new(), wanted: Vec::new() };
    for _ in 0..n {
        let data = random.below(10 * n) as i32;
        grow_boxes(&mut inputs.root, data);
        grow_indices(&mut inputs.nodes, data);
        if inputs.wanted.len() < 1_000 {
            inputs.wanted.push(random.below(10 * n) as i32);
        }
    }
    inputs
}

fn grow_boxes(root: &mut Option<Box<Node>>, data: i32) {
    let mut place = root;
    while let Some(node) = place {
        place = if data < node.data { &mut node.left } else { &mut node.right };
    }
    *place = Some(Box::new(Node { data, left: None, right: None }));
}

fn grow_indices(nodes: &mut Vec<NodeData>, data: i32) {
    let new = nodes.len() as u32;
    nodes.push(NodeData { data, left: None, right: None });
    let mut at = 0;
    while at != new {
        let node = &mut nodes[at as usize];
        let place = if data < node.data { &mut node.left } else { &mut node.right };
        at = *place.get_or_insert(new);
    }
}

fn before(inputs: &Inputs) -> usize {
    let mut steps = 0;
    for wanted in &inputs.wanted {
        let mut place = &inputs.root;
        while let Some(node) = place {
            steps += 1;
            if node.data == *wanted {
                break;
            }
            place = if *wanted < node.data { &node.left } else { &node.right };
        }
    }
    steps
}

fn after(inputs: &Inputs) -> usize {
    let mut steps = 0;
    for wanted in &inputs.wanted {
        let mut place = Some(0);
        while let Some(at) = place {
            let node = &inputs.nodes[at as usize];
            steps += 1;
            if node.data == *wanted {
                break;
            }
            place = if *wanted < node.data { node.left } else { node.right };
        }
    }
    steps
}
