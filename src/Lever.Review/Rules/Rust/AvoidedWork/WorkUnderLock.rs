//! Fixture of rs-work-under-lock.

use std::fs::{self, File};
use std::io::{self, Write};
use std::process::Command;
use std::sync::{Mutex, RwLock};
use std::thread;
use std::time::Duration;

pub struct Shared {
    texts: Mutex<Vec<String>>,
    counts: RwLock<Vec<usize>>,
    log: Mutex<File>,
    turn: Mutex<()>,
}

impl Shared {
    pub fn add(&self, path: &str) -> io::Result<()> {
        let mut texts = self.texts.lock().unwrap(); // expect: rs-work-under-lock, with a profile
        let text = fs::read_to_string(path)?;
        texts.push(text);
        Ok(())
    }

    pub fn slow(&self) {
        let mut counts = self.counts.write().unwrap(); // expect: rs-work-under-lock
        thread::sleep(Duration::from_millis(1));
        counts.clear();
    }

    pub fn listed(&self) -> io::Result<()> {
        self.counts.write().unwrap().push(Command::new("ls").output()?.stdout.len()); // expect: rs-work-under-lock
        Ok(())
    }

    pub fn logged(&self, line: &str) -> io::Result<()> {
        let mut log = self.log.lock().unwrap();
        // The lock guards the very file.
        log.write_all(line.as_bytes())
    }

    pub fn in_turn(&self, path: &str) -> io::Result<String> {
        let turn = self.turn.lock().unwrap();
        let text = fs::read_to_string(path);
        // A lock of nothing is there for the work itself.
        drop(turn);
        text
    }

    pub fn before(&self, path: &str) -> io::Result<()> {
        let text = fs::read_to_string(path)?;
        // The work is done.
        self.texts.lock().unwrap().push(text);
        Ok(())
    }

    pub fn dropped(&self, path: &str) -> io::Result<String> {
        let mut texts = self.texts.lock().unwrap();
        texts.clear();
        drop(texts);
        // The lock is free again.
        fs::read_to_string(path)
    }

    pub fn elsewhere(&self) {
        let mut counts = self.counts.write().unwrap();
        // Another thread does the work.
        thread::spawn(|| thread::sleep(Duration::from_millis(1)));
        counts.clear();
    }
}
