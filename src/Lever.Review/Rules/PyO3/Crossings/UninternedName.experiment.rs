//! A key that is made as shared text for each lookup in a map against one that is made once and found by its address.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// Text that knows its hash, as Python's strings do, and is first compared by address.
#[derive(Clone)]
struct Text {
    hash: u64,
    text: Rc<str>,
}

impl Text {
    fn new(text: &str) -> Self {
        let mut hasher = std::collections::hash_map::DefaultHasher::new();
        text.hash(&mut hasher);
        Text { hash: hasher.finish(), text: Rc::from(text) }
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.text, &other.text) || self.text == other.text
    }
}

impl Eq for Text {}

struct Inputs {
    name: Text,
    orders: Vec<HashMap<Text, u64>>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    let name = Text::new("price");
    let others = [Text::new("id"), Text::new("quantity"), Text::new("symbol")];
    let orders = (0..n.min(64)).map(|_| others.iter().chain([&name]).map(|name| (name.clone(), random.next() >> 40)).collect()).collect::<Vec<HashMap<_, _>>>();
    Inputs { name, orders: (0..n).map(|at| orders[at % orders.len()].clone()).collect() }
}

fn before(inputs: &Inputs) -> u64 {
    inputs.orders.iter().map(|order| order[&Text::new(std::hint::black_box("price"))]).sum()
}

fn after(inputs: &Inputs) -> u64 {
    inputs.orders.iter().map(|order| order[&inputs.name]).sum()
}
