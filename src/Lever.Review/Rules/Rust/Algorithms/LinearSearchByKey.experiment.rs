//! Records found by their number with a search of the vector against a map from number to place that is kept beside it.
//!
//! SIZES: 8, 100, 2_000
//! WINS: n >= 100
//! LOSES: n <= 8
//! METRIC: cpu
//! SAME: result
use std::collections::HashMap;

use crate::forms::Random;

struct Item {
    id: u64,
    name: String,
    weight: u64,
}

struct Store {
    items: Vec<Item>,
    places: HashMap<u64, usize>,
}

impl Store {
    fn item_by_search(&self, id: u64) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    fn item(&self, id: u64) -> Option<&Item> {
        self.places.get(&id).map(|place| &self.items[*place])
    }
}

struct Inputs {
    store: Store,
    wanted: Vec<u64>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    let mut items: Vec<Item> = (0..n as u64).map(|id| Item { id: id * 7 + 3, name: random.word(8), weight: random.next() % 100 }).collect();
    random.shuffle(&mut items);
    let places = items.iter().enumerate().map(|(place, item)| (item.id, place)).collect();
    let wanted = (0..500).map(|_| items[random.below(n)].id).collect();
    Inputs { store: Store { items, places }, wanted }
}

fn before(inputs: &Inputs) -> u64 {
    let mut sum = 0;
    for id in &inputs.wanted {
        if let Some(item) = inputs.store.item_by_search(*id) {
            sum += item.weight + item.name.len() as u64;
        }
    }
    sum
}

fn after(inputs: &Inputs) -> u64 {
    let mut sum = 0;
    for id in &inputs.wanted {
        if let Some(item) = inputs.store.item(*id) {
            sum += item.weight + item.name.len() as u64;
        }
    }
    sum
}
