//! Fixture of rs-blocking-in-async.

use std::fs::{self, File};
use std::io::{self, Read};
use std::process::Command;
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::Duration;

pub async fn paused() -> u64 {
    thread::sleep(Duration::from_millis(5)); // expect: rs-blocking-in-async
    7
}

pub async fn loaded(path: &str) -> io::Result<String> {
    let text = fs::read_to_string(path)?; // expect: rs-blocking-in-async, tier C
    // One finding says it of all file access of a task.
    let more = fs::read_to_string("more")?;
    Ok(text + &more)
}

pub async fn listed() -> io::Result<usize> {
    let listing = Command::new("ls").output()?; // expect: rs-blocking-in-async
    Ok(listing.stdout.len())
}

pub fn task(jobs: Receiver<u64>) -> impl std::future::Future<Output = u64> {
    async move {
        jobs.recv().unwrap_or(0) // expect: rs-blocking-in-async
    }
}

fn read_settings(path: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.read_to_end(&mut bytes)?; // expect: rs-blocking-in-async, tier C
    Ok(bytes)
}

pub async fn settings() -> usize {
    read_settings("settings.toml").map(|bytes| bytes.len()).unwrap_or(0)
}

pub async fn present(path: &std::path::Path) -> bool {
    path.exists() // expect: rs-blocking-in-async, tier C
}

pub struct Reader {
    file: File,
}

impl Reader {
    pub fn open(path: &str) -> io::Result<Reader> {
        Ok(Reader { file: File::open(path)? }) // expect: rs-blocking-in-async, tier C
    }

    pub async fn size(&self) -> u64 {
        0
    }
}

pub async fn elsewhere() -> u64 {
    // A thread of its own may block.
    let worker = thread::spawn(|| {
        thread::sleep(Duration::from_millis(5));
        7u64
    });
    drop(worker);
    0
}

pub fn plain(path: &str) -> io::Result<String> {
    // Nobody says that async code calls this.
    fs::read_to_string(path)
}

mod own {
    pub struct Command;

    impl Command {
        pub fn output(&self) -> u64 {
            7
        }
    }

    pub async fn of_our_own() -> u64 {
        // Not the command of the standard library.
        Command.output()
    }
}

pub async fn merged(paths: &[String]) -> io::Result<String> {
    let mut all = String::new();
    for path in paths {
        all.push_str(&fs::read_to_string(path)?); // expect: rs-blocking-in-async, tier B
    }
    Ok(all)
}

pub async fn told(answer: std::sync::mpsc::SyncSender<u64>) {
    // One answer, for which there is room.
    let _ = answer.send(7); // expect: rs-blocking-in-async, tier C
}

pub async fn asked() -> io::Result<String> {
    let mut line = String::new();
    // The program waits for its user.
    io::stdin().read_line(&mut line)?; // expect: rs-blocking-in-async, tier C
    Ok(line)
}

pub async fn allowed(may_block: bool) {
    if may_block {
        // Somebody has decided it.
        thread::sleep(Duration::from_millis(5));
    }
}

pub async fn edited(path: &str) -> bool {
    // Somebody sits before it and edits.
    std::process::Command::new("editor").arg(path).status().is_ok() // expect: rs-blocking-in-async, tier C
}

pub async fn gathered(parts: &[u64]) -> u64 {
    sum_of(parts) + answer()
}

fn sum_of(parts: &[u64]) -> u64 {
    let (sender, receiver) = std::sync::mpsc::channel();
    for part in parts {
        let _ = sender.send(part + 1);
    }
    drop(sender);
    let mut sum = 0;
    // All of it was put there before.
    while let Ok(part) = receiver.recv() {
        sum += part;
    }
    sum
}

fn answer() -> u64 {
    let (sender, receiver) = std::sync::mpsc::channel();
    let other = sender.clone();
    thread::spawn(move || other.send(7));
    drop(sender);
    receiver.recv().unwrap_or(0) // expect: rs-blocking-in-async
}
