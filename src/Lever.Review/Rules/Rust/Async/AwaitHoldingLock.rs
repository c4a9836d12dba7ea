// needs: tokio
//! Fixture of rs-await-holding-lock.

use std::sync::{Mutex, RwLock};
use std::time::Duration;

pub struct Cache {
    names: Mutex<Vec<String>>,
    sizes: RwLock<Vec<usize>>,
    shared: tokio::sync::Mutex<Vec<String>>,
    connection: tokio::sync::Mutex<Connection>,
}

pub struct Connection;

impl Connection {
    async fn query(&mut self) -> usize {
        0
    }
}

async fn fetch() -> String {
    String::new()
}

impl Cache {
    async fn refresh(&self) {
        let mut names = self.names.lock().unwrap(); // expect: rs-await-holding-lock
        names.push(fetch().await);
    }

    async fn looked(&self) -> usize {
        match self.sizes.read().unwrap().first() { // expect: rs-await-holding-lock
            Some(size) => size + fetch().await.len(),
            None => 0,
        }
    }

    async fn slow(&self) {
        let mut names = self.shared.lock().await; // expect: rs-await-holding-lock
        tokio::time::sleep(Duration::from_millis(5)).await;
        names.clear();
    }

    async fn unknown(&self) {
        let mut names = self.shared.lock().await; // expect: rs-await-holding-lock, tier C
        names.push(fetch().await);
    }

    async fn before(&self) {
        let name = fetch().await;
        // Nothing is awaited after it.
        self.names.lock().unwrap().push(name);
    }

    async fn dropped(&self) -> String {
        let names = self.names.lock().unwrap();
        let count = names.len();
        drop(names);
        // The guard is gone.
        fetch().await + &count.to_string()
    }

    async fn scoped(&self) -> String {
        let count = {
            let names = self.names.lock().unwrap();
            names.len()
        };
        // The guard ended with its block.
        fetch().await + &count.to_string()
    }

    async fn temporary(&self) -> String {
        let count = self.names.lock().unwrap().len();
        // The guard ended with its statement.
        fetch().await + &count.to_string()
    }

    async fn one_at_a_time(&self) -> usize {
        // The lock is there to keep others from the connection.
        let mut connection = self.connection.lock().await;
        connection.query().await
    }

    async fn in_a_branch(&self) -> String {
        let names = self.names.lock().unwrap();
        if names.is_empty() {
            drop(names);
            // Dropped on the way here.
            return fetch().await;
        }
        names[0].clone()
    }
}

static IN_ORDER: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

pub async fn in_order() -> String {
    // A lock around nothing keeps others away on purpose.
    let guard = IN_ORDER.lock().await;
    let name = fetch().await;
    drop(guard);
    name
}

pub async fn one_at_a_time() -> String {
    // As above.
    let held = ONE_AT_A_TIME.lock().unwrap();
    let name = fetch().await;
    drop(held);
    name
}

pub struct Views {
    names: RwLock<Vec<String>>,
}

impl Views {
    pub async fn is_needed(&self) -> bool {
        // Each side of `||` drops its guard at once.
        !self.names.read().unwrap().is_empty() || !fetch().await.is_empty()
    }
}

pub struct Latest {
    name: std::sync::Mutex<String>,
}

impl Latest {
    pub async fn renew(&self) {
        // The right side of an assignment runs first.
        *self.name.lock().unwrap() = fetch().await;
    }

    pub async fn extend(&self) {
        self.name.lock().unwrap().push_str(&fetch().await); // expect: rs-await-holding-lock
    }
}
