//! Answers questions about the calls of a crate: Lever's harness outside of it.
//!
//! Each line of standard input is a question in words; the answers are JSON lines on the standard output that the process was started with.
//! What the calls print goes into a file and is told with what they did. Standard library only.
#![allow(warnings)]

use std::fs::{File, OpenOptions};
use std::hint::black_box;
use std::io::{self, BufRead, Read, Seek, SeekFrom, Write};
use std::os::fd::{AsRawFd, FromRawFd};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::{Mutex, OnceLock};
use std::time::Instant;

use super::lever_machine::{Seen, Source};

/// One measurement lasts at least this long, some thousand ticks of the clock.
const MINIMUM_NS: u64 = 1_000_000;

const MOST_TURNS: u64 = 1 << 24;

/// Longer texts are told by their beginning and hashes.
const LONGEST: usize = 20_000;

/// One call that can be asked about.
pub struct Target {
    pub observe: fn(&mut Source) -> Seen,
    /// Makes as many calls as it is told to, between the first and the second word to the watch, or between each pair of them.
    pub time: fn(&mut Source, u64, &mut dyn FnMut()),
}

/// Moves all code behind it by some of the 16 bytes that functions are aligned to. How fast a short loop runs depends on where it happens to lie;
/// programs that differ in this alone show how much.
#[cfg(any(lever_shift = "1", lever_shift = "2", lever_shift = "3"))]
mod shift {
    #[cfg(lever_shift = "1")]
    std::arch::global_asm!(".p2align 4", ".globl lever_shift", "lever_shift:", ".skip 16");
    #[cfg(lever_shift = "2")]
    std::arch::global_asm!(".p2align 4", ".globl lever_shift", "lever_shift:", ".skip 32");
    #[cfg(lever_shift = "3")]
    std::arch::global_asm!(".p2align 4", ".globl lever_shift", "lever_shift:", ".skip 48");

    extern "C" {
        fn lever_shift();
    }

    /// Keeps the linker from leaving it out.
    pub fn keep() {
        std::hint::black_box(lever_shift as unsafe extern "C" fn());
    }
}

#[cfg(not(any(lever_shift = "1", lever_shift = "2", lever_shift = "3")))]
mod shift {
    pub fn keep() {}
}

static ANSWERS: OnceLock<File> = OnceLock::new();

/// What the call that is being observed panicked with.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Was this program started to answer questions? A crate's own program is asked so before it does anything.
pub fn is_asked() -> bool {
    std::env::var_os("LEVER_HARNESS").is_some()
}

pub fn answer_questions(targets: &[Target]) -> ! {
    shift::keep();
    let mut written = output_of_our_own();
    std::panic::set_hook(Box::new(|panic| {
        let message = panic.payload().downcast_ref::<&str>().map(|text| text.to_string()).or_else(|| panic.payload().downcast_ref::<String>().cloned()).unwrap_or_default();
        // The process ends then, and its last words are read.
        if cfg!(panic = "abort") {
            eprintln!("it panics: {message}");
        }
        *PANIC.lock().unwrap() = Some(message);
    }));
    let mut turns = (usize::MAX, 0, 0);
    for question in io::stdin().lock().lines() {
        let Ok(question) = question else { break };
        let words: Vec<&str> = question.split_whitespace().collect();
        match words[..] {
            ["hello"] => answer("{}"),
            ["observe", target, seed, size, kind] => {
                let mut source = Source::new(number(seed), number(size) as usize, kind == "odd");
                answer(&observed(&targets[number(target) as usize], &mut source, &mut written));
            }
            ["measure", target, seed, size, metric] => {
                let (at, size) = (number(target) as usize, number(size) as usize);
                if (turns.0, turns.1) != (at, size) {
                    turns = (at, size, 0);
                }
                answer(&measured(&targets[at], number(seed), size, metric, &mut turns.2));
            }
            _ => answer(&format!("{{\"problem\": {}}}", quoted(&format!("`{question}` is no question")))),
        }
    }
    std::process::exit(0)
}

fn observed(target: &Target, source: &mut Source, written: &mut File) -> String {
    let _ = (written.set_len(0), written.seek(SeekFrom::Start(0)));
    *PANIC.lock().unwrap() = None;
    let outcome = catch_unwind(AssertUnwindSafe(|| (target.observe)(source)));
    let _ = (io::stdout().flush(), written.seek(SeekFrom::Start(0)));
    let mut bytes = Vec::new();
    let _ = written.take(1 << 20).read_to_end(&mut bytes);
    let output = String::from_utf8_lossy(&bytes);
    match outcome {
        Err(_) => {
            let message = PANIC.lock().unwrap().take().unwrap_or_default();
            format!("{{\"panicked\": {}, \"output\": {}}}", quoted(&message), told(&output))
        }
        Ok(seen) => format!(
            "{{\"call\": {}, \"result\": {}, \"told_by\": {}, \"again\": {}, \"arguments\": {}, \"output\": {}}}",
            quoted(&seen.call.chars().take(200).collect::<String>()),
            told(&seen.result),
            quoted(seen.told_by),
            seen.again.map_or("null".to_string(), |text| told(&text)),
            told(&seen.arguments),
            told(&output)
        ),
    }
}

/// Nanoseconds of one call, from as many calls as the least time takes.
fn measured(target: &Target, seed: u64, size: usize, metric: &str, turns: &mut u64) -> String {
    *PANIC.lock().unwrap() = None;
    let outcome = catch_unwind(AssertUnwindSafe(|| if metric == "peak-memory" { memory(target, seed, size) } else { time(target, seed, size, metric, turns) }));
    outcome.unwrap_or_else(|_| format!("{{\"problem\": {}}}", quoted(&format!("a timed call panics: {}", PANIC.lock().unwrap().take().unwrap_or_default()))))
}

fn time(target: &Target, seed: u64, size: usize, metric: &str, turns: &mut u64) -> String {
    *turns = (*turns).max(1);
    loop {
        let mut watch = Watch::default();
        (target.time)(&mut Source::new(seed, size, false), *turns, &mut || watch.press());
        let taken = if metric == "cpu" { watch.cpu } else { watch.wall };
        if taken >= MINIMUM_NS || *turns >= MOST_TURNS {
            let (cpu, wall) = (watch.cpu as f64 / *turns as f64, watch.wall as f64 / *turns as f64);
            return format!("{{\"cpu\": {cpu:.4}, \"wall\": {wall:.4}, \"loops\": {turns}, \"peak\": 0}}");
        }
        let factor = (1.3 * MINIMUM_NS as f64 / taken.max(1) as f64).min(16.0);
        *turns = ((*turns as f64 * factor) as u64).clamp(*turns + 1, MOST_TURNS);
    }
}

/// The most that one call had allocated at once, without what was there before, and how often it allocated.
fn memory(target: &Target, seed: u64, size: usize) -> String {
    let (mut watch, mut before, mut peak, mut count) = (Watch::default(), 0, 0, 0);
    let mut is_running = false;
    (target.time)(&mut Source::new(seed, size, false), 1, &mut || {
        if is_running {
            peak = counting::peak().saturating_sub(before);
            count = counting::allocations() - count;
        } else {
            before = counting::start();
            count = counting::allocations();
        }
        is_running = !is_running;
        watch.press();
    });
    format!("{{\"cpu\": {}, \"wall\": {}, \"loops\": 1, \"peak\": {}, \"allocations\": {count}}}", watch.cpu, watch.wall, peak.max(1))
}

/// Counts the time between a first press and a second, and so on.
#[derive(Default)]
struct Watch {
    cpu: u64,
    wall: u64,
    started: Option<(u64, Instant)>,
}

impl Watch {
    fn press(&mut self) {
        match self.started.take() {
            None => {
                let wall = Instant::now();
                self.started = Some((processor_time(), wall));
            }
            Some((cpu, wall)) => {
                self.cpu += processor_time() - cpu;
                self.wall += wall.elapsed().as_nanos() as u64;
            }
        }
    }
}

/// Keeps the standard output for the answers; under its number there is a file from now on.
fn output_of_our_own() -> File {
    let path = std::env::temp_dir().join(format!("lever-written-{}", std::process::id()));
    let file = OpenOptions::new().read(true).append(true).create(true).open(&path).expect("there is a place for temporary files");
    // Its name is not needed any more.
    let _ = std::fs::remove_file(&path);
    unsafe {
        let own = File::from_raw_fd(dup(1));
        dup2(file.as_raw_fd(), 1);
        let _ = ANSWERS.set(own);
    }
    file
}

fn answer(line: &str) {
    let Some(mut channel) = ANSWERS.get() else { return };
    // Nobody to hear it is no trouble of ours: the questions end too.
    let _ = channel.write_all(format!("{line}\n").as_bytes());
}

fn number(word: &str) -> u64 {
    word.parse().expect("numbers are whole")
}

/// A text for JSON; one that is too long by its beginning and two hashes, of it and of its letters in any order.
fn told(text: &str) -> String {
    if text.len() <= LONGEST {
        return quoted(text);
    }
    let (mut hash, mut sum) = (0xcbf2_9ce4_8422_2325_u64, 0_u64);
    for &byte in text.as_bytes() {
        // FNV-1a.
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        sum = sum.wrapping_add((u64::from(byte) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    }
    let start: String = text.chars().take(200).collect();
    quoted(&format!("{start}… {} bytes {sum:016x} {hash:016x}", text.len()))
}

/// A string of JSON.
fn quoted(text: &str) -> String {
    let mut json = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => json.extend(['\\', letter]),
            '\n' => json.push_str("\\n"),
            _ if letter.is_control() => json.push_str(&format!("\\u{:04x}", letter as u32)),
            _ => json.push(letter),
        }
    }
    json.push('"');
    json
}
