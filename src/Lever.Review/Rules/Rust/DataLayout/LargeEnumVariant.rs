//! Fixture of rs-large-enum-variant.

use std::collections::HashMap;
use std::sync::mpsc::Sender;

pub enum Event {
    Tick(u64),
    Named(String),
    Snapshot([u64; 40]), // expect: rs-large-enum-variant
}

pub fn ticks(events: &[Event]) -> usize {
    events.iter().filter(|event| matches!(event, Event::Tick(_))).count()
}

pub struct Settings {
    names: [String; 8],
    limits: [u64; 8],
}

pub enum Command {
    Stop,
    Pause,
    Configure { settings: Settings, force: bool }, // expect: rs-large-enum-variant
}

pub struct Worker {
    commands: Sender<Command>,
}

pub enum Slot {
    Free(usize),
    Used([u8; 512]), // expect: rs-large-enum-variant
}

pub fn slots() -> HashMap<u32, Option<Slot>> {
    HashMap::new()
}

pub enum Step {
    Wait(u64),
    Draw([u64; 64]), // expect: rs-large-enum-variant
    Stop,
}

pub fn steps(count: u64) -> usize {
    let mut all = Vec::new();
    for number in 0..count {
        all.push(if number % 100 == 0 { Step::Draw([number; 64]) } else { Step::Wait(number) });
    }
    all.push(Step::Stop);
    all.len()
}

// An option of the large value: most entries hold one.
pub enum Entry {
    Empty,
    Full([u64; 64]),
}

pub fn full(entries: &[Entry]) -> usize {
    entries.iter().filter(|entry| matches!(entry, Entry::Full(_))).count()
}

// The variants are of like size.
pub enum Either {
    Left([u64; 40]),
    Right([u64; 38]),
    Neither,
}

pub fn rights(all: &[Either]) -> usize {
    all.iter().filter(|one| matches!(one, Either::Right(_))).count()
}

// One at a time, never many.
pub enum State {
    Idle,
    Waiting(u64),
    Running([u64; 40]),
}

// It is in a box already.
pub enum Message {
    Ping(u64),
    Text(String),
    Image(Box<[u64; 400]>),
}

pub fn pings(all: &[Message]) -> usize {
    all.iter().filter(|one| matches!(one, Message::Ping(_))).count()
}

// Copied at will, which a box cannot be.
#[derive(Clone, Copy)]
pub enum Pixel {
    Grey(u8),
    Rgb(u8, u8, u8),
    Spectrum([f64; 32]),
}

pub fn grey(all: &[Pixel]) -> usize {
    all.iter().filter(|one| matches!(one, Pixel::Grey(_))).count()
}

// How large it is hangs on the argument.
pub enum Held<T> {
    Nothing,
    One(T),
    Many([T; 100]),
}

pub fn nothing(all: &[Held<u64>]) -> usize {
    all.iter().filter(|one| matches!(one, Held::Nothing)).count()
}
