//! Fixture of rs-linear-search-by-key.

pub struct Item {
    id: u64,
    name: String,
    weight: u64,
}

pub struct Store {
    items: Vec<Item>,
    options: Vec<Item>,
    rare: Vec<Item>,
}

impl Store {
    fn item(&self, id: u64) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id) // expect: rs-linear-search-by-key
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.items.iter().position(|item| item.name == name) // expect: rs-linear-search-by-key
    }

    fn change(&mut self, id: u64, weight: u64) {
        if let Some(item) = self.items.iter_mut().find(|item| item.id == id) { // expect: rs-linear-search-by-key
            item.weight = weight;
        }
    }

    // What is configured is little.
    fn option(&self, id: u64) -> Option<&Item> {
        self.options.iter().find(|option| option.id == id)
    }

    // No loop asks.
    fn seldom(&self, id: u64) -> Option<&Item> {
        self.rare.iter().find(|item| item.id == id)
    }

    // Not an equality.
    fn heavier(&self, weight: u64) -> Option<&Item> {
        self.items.iter().find(|item| item.weight > weight)
    }

    // Looks only where the first test fails.
    fn guarded(&self, number: u64) -> Option<&Item> {
        if number == 0 {
            return None;
        }
        self.items.iter().find(|item| item.id == number)
    }

    fn total(&mut self, ids: &[u64], names: &[String]) -> u64 {
        let mut sum = 0;
        for id in ids {
            sum += self.item(*id).map_or(0, |item| item.weight);
            sum += self.option(*id).map_or(0, |item| item.weight);
            sum += self.heavier(*id).map_or(0, |item| item.weight);
            sum += self.guarded(*id).map_or(0, |item| item.weight);
        }
        let mut at = 0;
        while at < ids.len() {
            sum += self.place(&ids[at].to_string()).unwrap_or(0) as u64;
            self.change(ids[at], sum);
            at += 1;
        }
        sum + self.seldom(names.len() as u64).map_or(0, |item| item.weight)
    }
}
