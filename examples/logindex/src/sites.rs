//! The sites whose logs are read, by host name.

use std::collections::HashMap;
use std::sync::Mutex;

/// The number of a host that nobody registered.
pub const UNKNOWN: u32 = 0;

/// Host names and their numbers.
#[derive(Default)]
pub struct Sites {
    pub by_host: HashMap<String, u32>,
    notes: Mutex<Vec<String>>,
}

impl Sites {
    /// Reads one host name a line; blank lines and `#` comments do not count.
    pub fn read(text: &str) -> Self {
        let mut sites = Self::default();
        for line in text.lines() {
            let host = line.trim();
            if !host.is_empty() && !host.starts_with('#') {
                sites.register(host);
            }
        }
        sites
    }

    /// The host's number, a new one where it has none.
    pub fn register(&mut self, host: &str) -> u32 {
        let next = self.by_host.len() as u32 + 1;
        *self.by_host.entry(host.to_string()).or_insert(next)
    }

    /// Something to tell the operator.
    pub fn note(&self, text: String) {
        self.notes.lock().unwrap().push(text);
    }

    /// What is to be told. The copy is printed without holding the lock, since printing may wait for a slow reader.
    pub fn notes(&self) -> Vec<String> {
        let notes = self.notes.lock().unwrap().clone();
        notes
    }
}
