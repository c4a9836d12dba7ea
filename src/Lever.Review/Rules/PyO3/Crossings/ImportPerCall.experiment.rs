//! A module and its attribute looked up by their names, under a lock, for each element against once.
//!
//! SIZES: 10, 1_000, 100_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Mutex;

type Module = HashMap<String, u64>;

struct Inputs {
    modules: Mutex<HashMap<String, Rc<Module>>>,
    texts: Vec<u64>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    let module = |at: u64| Rc::new((0..40).map(|name| (format!("name{name}"), at * name)).collect::<Module>());
    let modules = (0..200).map(|at| (format!("module{at}"), module(at))).collect();
    Inputs { modules: Mutex::new(modules), texts: (0..n).map(|_| random.next() >> 40).collect() }
}

fn attribute(inputs: &Inputs) -> u64 {
    // The name becomes a text object each time.
    let module = inputs.modules.lock().unwrap()[&std::hint::black_box("module7").to_string()].clone();
    module[&std::hint::black_box("name3").to_string()]
}

fn before(inputs: &Inputs) -> u64 {
    inputs.texts.iter().map(|text| text + attribute(inputs)).sum()
}

fn after(inputs: &Inputs) -> u64 {
    let attribute = attribute(inputs);
    inputs.texts.iter().map(|text| text + attribute).sum()
}
