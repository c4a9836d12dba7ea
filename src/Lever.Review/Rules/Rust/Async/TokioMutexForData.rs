// needs: tokio
//! Fixture of rs-tokio-mutex-for-data.

use std::sync::Arc;
use tokio::sync::{Mutex, RwLock};

pub struct State {
    seen: Mutex<Vec<u64>>, // expect: rs-tokio-mutex-for-data
    total: Arc<Mutex<u64>>, // expect: rs-tokio-mutex-for-data
    names: RwLock<Vec<String>>, // expect: rs-tokio-mutex-for-data
    connection: Mutex<Connection>,
    shared: Arc<Mutex<u64>>,
    pub open: Mutex<u64>,
    unused: Mutex<u64>,
}

pub struct Connection;

impl Connection {
    async fn query(&mut self) -> u64 {
        0
    }
}

impl State {
    pub async fn add(&self, number: u64) {
        self.seen.lock().await.push(number);
        let mut total = self.total.lock().await;
        *total += number;
    }

    pub async fn first(&self) -> Option<String> {
        let names = self.names.read().await;
        names.first().cloned()
    }

    pub async fn asked(&self) -> u64 {
        // Held while the answer comes.
        let mut connection = self.connection.lock().await;
        connection.query().await
    }

    pub fn handle(&self) -> Arc<Mutex<u64>> {
        // Locked elsewhere.
        self.shared.clone()
    }

    pub async fn opened(&self) -> u64 {
        *self.open.lock().await + 1
    }
}
