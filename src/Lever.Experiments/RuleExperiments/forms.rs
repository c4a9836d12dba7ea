//! Measures one of the two forms of a rule's experiment, which is the root of this crate: `inputs`, `before` and `after`.
//!
//! Each line of standard input is a question in words; the answers are JSON lines on standard output. What the forms print goes
//! nowhere. Standard library only. Of the two cfgs, `compared` says that the results of the forms can be compared, and
//! `lever_memory` that the allocator counts. What it asks of the system follows the end of this file.
use std::fs::{File, OpenOptions};
use std::hint::black_box;
use std::io::{self, BufRead, Write};
use std::os::fd::{AsRawFd, FromRawFd};
use std::sync::OnceLock;
use std::time::Instant;

/// One measurement lasts at least this long, some thousand ticks of the clock.
const MINIMUM_NS: u64 = 1_000_000;

const MOST_TURNS: u64 = 1 << 24;

static ANSWERS: OnceLock<File> = OnceLock::new();

/// Numbers that look random and follow from a seed (SplitMix64, Steele, Lea and Flood 2014). Experiments make their inputs with it.
pub struct Random(u64);

#[allow(dead_code)]
impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, but without, the bound.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// Lower-case letters.
    pub fn word(&mut self, letters: usize) -> String {
        (0..letters).map(|_| char::from(b'a' + self.below(26) as u8)).collect()
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

pub fn answer_questions() {
    ANSWERS.get_or_init(output_of_our_own);
    // A form that panics is told of, and measured no more.
    std::panic::set_hook(Box::new(|panic| {
        answer(&problem(&panic.to_string()));
        std::process::exit(101);
    }));
    let mut turns = (0, 0);
    for question in io::stdin().lock().lines() {
        let Ok(question) = question else { return };
        let words: Vec<&str> = question.split_whitespace().collect();
        match words[..] {
            ["load"] => answer("{\"missing\": []}"),
            ["same", size, seed] => answer(&same(number(size) as usize, number(seed))),
            ["measure", form, size, seed, metric] => {
                let size = number(size) as usize;
                if turns.0 != size {
                    turns = (size, 0);
                }
                answer(&measure(form, size, number(seed), metric, &mut turns.1));
            }
            _ => answer(&problem(&format!("`{question}` is no question"))),
        }
    }
}

/// How the results of both forms on the same inputs differ. Neither form can change its inputs.
#[cfg(compared)]
fn same(size: usize, seed: u64) -> String {
    let inputs = crate::inputs(size, seed);
    let (first, second) = (crate::before(&inputs), crate::after(&inputs));
    if first == second {
        return "{\"difference\": null}".to_string();
    }
    let shortened = |text: String| text.chars().take(200).collect::<String>();
    let difference = format!("{} before, {} after", shortened(format!("{first:?}")), shortened(format!("{second:?}")));
    format!("{{\"difference\": {}}}", quoted(&difference))
}

#[cfg(not(compared))]
fn same(_: usize, _: u64) -> String {
    "{\"difference\": null}".to_string()
}

fn measure(form: &str, size: usize, seed: u64, metric: &str, turns: &mut u64) -> String {
    let inputs = crate::inputs(size, seed);
    match (form, metric) {
        ("before", "peak-memory") => memory(|| crate::before(black_box(&inputs))),
        ("after", "peak-memory") => memory(|| crate::after(black_box(&inputs))),
        ("before", _) => time(|| _ = black_box(crate::before(black_box(&inputs))), metric, turns),
        _ => time(|| _ = black_box(crate::after(black_box(&inputs))), metric, turns),
    }
}

/// Nanoseconds of one call, from as many calls as the least time takes; results are made and dropped within it.
fn time(call: impl Fn(), metric: &str, turns: &mut u64) -> String {
    *turns = (*turns).max(1);
    loop {
        let (wall, cpu) = (Instant::now(), processor_time());
        for _ in 0..*turns {
            call();
        }
        let (cpu, wall) = (processor_time() - cpu, wall.elapsed().as_nanos() as u64);
        let taken = if metric == "cpu" { cpu } else { wall };
        if taken >= MINIMUM_NS || *turns >= MOST_TURNS {
            let (cpu, wall) = (cpu as f64 / *turns as f64, wall as f64 / *turns as f64);
            return format!("{{\"cpu\": {cpu:.4}, \"wall\": {wall:.4}, \"loops\": {turns}, \"peak\": 0}}");
        }
        let factor = (1.3 * MINIMUM_NS as f64 / taken.max(1) as f64).min(16.0);
        *turns = ((*turns as f64 * factor) as u64).clamp(*turns + 1, MOST_TURNS);
    }
}

/// The most that one call had allocated at once, without what was there before.
fn memory<R>(call: impl FnOnce() -> R) -> String {
    let before = counting::start();
    let start = Instant::now();
    let result = black_box(call());
    let taken = start.elapsed().as_nanos();
    let peak = counting::peak().saturating_sub(before).max(1);
    drop(result);
    format!("{{\"cpu\": {taken}, \"wall\": {taken}, \"loops\": 1, \"peak\": {peak}}}")
}

/// Standard output as it was found. Under its number there is nothing from now on.
fn output_of_our_own() -> File {
    let nothing = OpenOptions::new().write(true).open("/dev/null").expect("there is a null device");
    unsafe {
        let own = File::from_raw_fd(dup(1));
        dup2(nothing.as_raw_fd(), 1);
        own
    }
}

fn answer(line: &str) {
    let Some(mut channel) = ANSWERS.get() else { return };
    // Nobody to hear it is no trouble of ours: the questions end too.
    let _ = channel.write_all(format!("{line}\n").as_bytes());
}

fn problem(text: &str) -> String {
    format!("{{\"problem\": {}}}", quoted(text))
}

fn number(word: &str) -> u64 {
    word.parse().expect("sizes and seeds are whole numbers")
}

/// A string of JSON, its control characters as spaces.
fn quoted(text: &str) -> String {
    let mut json = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => json.extend(['\\', letter]),
            _ if letter.is_control() => json.push(' '),
            _ => json.push(letter),
        }
    }
    json.push('"');
    json
}
