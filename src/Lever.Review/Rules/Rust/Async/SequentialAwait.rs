//! Fixture of rs-sequential-await.

pub struct Store {
    root: String,
}

pub struct Connection;

impl Store {
    pub async fn fetch(&self, name: &str) -> Result<usize, String> {
        Ok(self.root.len() + name.len())
    }

    pub async fn delete(&self, name: &str) -> usize {
        name.len()
    }

    pub async fn load_all(&self, names: &[String]) -> Result<Vec<usize>, String> {
        let mut sizes = Vec::new();
        for name in names {
            sizes.push(self.fetch(name).await?); // expect: rs-sequential-await
        }
        Ok(sizes)
    }
}

impl Connection {
    pub async fn query(&mut self, name: &str) -> usize {
        name.len()
    }
}

pub async fn total(store: &Store, names: &[String]) -> usize {
    let mut sum = 0;
    for name in names {
        let path = format!("{name}.json");
        if let Ok(size) = store.fetch(&path).await { // expect: rs-sequential-await
            sum += size;
        }
    }
    sum
}

async fn resolve(name: &str) -> usize {
    name.len()
}

pub async fn checked(names: Vec<String>) -> Result<(), String> {
    for name in &names {
        let size = resolve(name).await; // expect: rs-sequential-await, with a profile
        if size == 0 {
            return Err(format!("{name} is empty"));
        }
    }
    Ok(())
}

pub async fn deleted(store: &Store, names: &[String]) -> usize {
    let mut count = 0;
    for name in names {
        count += store.delete(name).await; // expect: rs-sequential-await, tier C, with a profile
    }
    count
}

pub async fn over_one_connection(connection: &mut Connection, names: &[String]) -> usize {
    let mut sum = 0;
    for name in names {
        // A connection borrowed mutably answers one question at a time.
        sum += connection.query(name).await;
    }
    sum
}

pub async fn first(store: &Store, names: &[String]) -> Option<usize> {
    for name in names {
        // The first answer ends the search.
        if let Ok(size) = store.fetch(name).await {
            return Some(size);
        }
    }
    None
}

pub async fn chained(store: &Store, names: &[String]) -> usize {
    let mut last = 0;
    for name in names {
        // Each turn needs the last one's answer.
        last = store.fetch(&format!("{name}{last}")).await.unwrap_or(0);
    }
    last
}

pub async fn again(store: &Store) -> usize {
    for _ in 0..100 {
        // The same request again is a poll.
        if store.fetch("ready").await.is_ok() {
            break;
        }
    }
    0
}

pub async fn few(store: &Store) -> usize {
    let mut sum = 0;
    for name in ["one", "two"] {
        // Two waits are not worth a stream.
        sum += store.fetch(name).await.unwrap_or(0);
    }
    sum
}

pub async fn polite(store: &Store, names: &[String]) -> usize {
    let mut sum = 0;
    // The server has a rate limit.
    for name in names {
        sum += store.fetch(name).await.unwrap_or(0);
    }
    sum
}

pub async fn fresh(names: &[String]) -> usize {
    let mut sum = 0;
    for name in names {
        let mut connection = Connection;
        sum += connection.query(name).await; // expect: rs-sequential-await
    }
    sum
}

pub fn lazily<'a>(store: &'a Store, names: &'a [String]) -> Vec<impl std::future::Future<Output = usize> + 'a> {
    let mut futures = Vec::new();
    for name in names {
        // The loop itself waits for nothing.
        futures.push(async move { store.fetch(name).await.unwrap_or(0) });
    }
    futures
}

#[derive(Clone, Copy)]
pub enum Market {
    Spot,
    Margin,
    Option,
}

pub async fn by_kind(store: &Store, markets: &[Market]) -> usize {
    let mut sum = 0;
    for market in markets {
        // There are three.
        let name = match market {
            Market::Spot => "spot",
            Market::Margin => "margin",
            Market::Option => "option",
        };
        let path = format!("{name}-{}", *market as u8);
        sum += store.fetch(&path).await.unwrap_or(0); // expect: rs-sequential-await, with a profile
    }
    sum
}

pub async fn completed(store: &Store, known: &std::collections::HashMap<String, usize>, names: &[String]) -> usize {
    let mut sum = 0;
    for name in names {
        // Few are missing.
        if !known.contains_key(name) {
            sum += store.fetch(name).await.unwrap_or(0); // expect: rs-sequential-await, with a profile
        }
    }
    sum
}

pub async fn twice(store: &Store, names: &[String], others: &[String]) -> usize {
    let mut sum = 0;
    for name in names {
        sum += store.fetch(name).await.unwrap_or(0); // expect: rs-sequential-await
    }
    for other in others {
        // Told already.
        sum += store.fetch(other).await.unwrap_or(0);
    }
    sum
}

pub async fn by_name(store: &Store, file_types: &[String]) -> usize {
    let mut sum = 0;
    for file_type in file_types {
        // Types are few.
        sum += store.fetch(file_type).await.unwrap_or(0); // expect: rs-sequential-await, with a profile
    }
    sum
}

pub async fn warmed(store: &Store, names: &[String]) -> Result<(), String> {
    for name in names {
        // Called for what it does, in an order that may matter.
        store.fetch(name).await?; // expect: rs-sequential-await, with a profile
    }
    Ok(())
}

pub async fn warned(store: &Store, names: &[String]) {
    for name in names {
        // As above.
        if let Err(error) = store.fetch(name).await { // expect: rs-sequential-await, with a profile
            println!("{error}");
        }
    }
}

pub async fn told(store: &Store, paths_of_all: &[String]) {
    for path in paths_of_all {
        // Nobody looks at what it gives.
        match store.fetch(path).await { // expect: rs-sequential-await, with a profile
            Ok(_) => println!("{path} is there"),
            Err(error) => println!("{error}"),
        }
    }
}

const MANY: usize = 4;

pub async fn a_few(store: &Store, names: &[String]) -> usize {
    let mut sum = 0;
    if names.len() < MANY {
        for name in names {
            // More than that go another way.
            sum += store.fetch(name).await.unwrap_or(0); // expect: rs-sequential-await, tier C
        }
    }
    sum
}

pub async fn purge_old(store: &Store, names: &[String]) -> usize {
    let mut sum = 0;
    for name in names {
        // Nobody waits for upkeep.
        sum += store.fetch(name).await.unwrap_or(0); // expect: rs-sequential-await, with a profile
    }
    sum
}
