// needs: regex
//! Fixture of rs-regex-per-call.

use regex::{Regex, RegexBuilder};
use std::sync::{LazyLock, OnceLock};

static VERSION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\d+$").unwrap());

const WORD: &str = r"\w+";

pub fn is_version(text: &str) -> bool {
    let version = Regex::new(r"^\d+\.\d+$").unwrap(); // expect: rs-regex-per-call, with a profile
    version.is_match(text)
}

pub fn at_once(text: &str) -> bool {
    Regex::new(WORD).unwrap().is_match(text) // expect: rs-regex-per-call, with a profile
}

pub fn count(lines: &[String]) -> usize {
    let mut count = 0;
    for line in lines {
        let digit = Regex::new("[0-9]").expect("a pattern"); // expect: rs-regex-per-call
        if digit.is_match(line) {
            count += 1;
        }
    }
    count
}

pub fn builder(text: &str) -> Result<bool, regex::Error> {
    let word = RegexBuilder::new("word").build()?; // expect: rs-regex-per-call, with a profile
    Ok(word.is_match(text))
}

pub fn dynamic(pattern: &str, text: &str) -> bool {
    // The pattern is the caller's.
    Regex::new(pattern).unwrap().is_match(text)
}

pub struct Filter {
    pattern: Regex,
}

impl Filter {
    pub fn of_words() -> Filter {
        // Kept in the value that is made.
        Filter { pattern: Regex::new(r"\w+").unwrap() }
    }
}

pub fn word() -> Regex {
    // The caller keeps it.
    let word = Regex::new(r"\w+").unwrap();
    word
}

pub fn once(text: &str) -> bool {
    static DIGIT: OnceLock<Regex> = OnceLock::new();
    // Compiled on the first call alone.
    DIGIT.get_or_init(|| Regex::new("[0-9]").unwrap()).is_match(text) && VERSION.is_match(text)
}

mod own {
    pub struct Regex(String);

    impl Regex {
        pub fn new(text: &str) -> Option<Regex> {
            Some(Regex(text.to_string()))
        }

        pub fn is_match(&self, text: &str) -> bool {
            self.0 == text
        }
    }

    pub fn of_our_own(text: &str) -> bool {
        // Another type of the name.
        Regex::new("word").unwrap().is_match(text)
    }
}

pub fn is_pattern() -> bool {
    // Whether it compiles is the question.
    Regex::new(r"(\w+").is_ok()
}

#[test]
fn of_a_test() {
    // Compiled once.
    let word = Regex::new(r"\w+").unwrap();
    assert!(word.is_match("a"));
}

fn number_of(text: &str) -> Option<u32> {
    // Nothing but `first_number` calls it, once.
    let number = Regex::new(r"^(\d+)").unwrap(); // expect: rs-regex-per-call, tier C, with a profile
    number.captures(text)?[1].parse().ok()
}

pub(crate) fn first_number(text: &str) -> u32 {
    number_of(text).unwrap_or(0)
}

fn is_word(text: &str) -> bool {
    // A loop of the file comes to it.
    let word = Regex::new(r"^\w+$").unwrap(); // expect: rs-regex-per-call, tier B
    word.is_match(text)
}

pub(crate) fn words(lines: &[String]) -> usize {
    lines.iter().filter(|line| is_word(line)).count()
}

pub struct Requested {
    line: String,
}

impl std::future::Future for Requested {
    type Output = bool;

    fn poll(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<bool> {
        // It is polled for each request.
        let word = Regex::new(r"^\w+$").unwrap(); // expect: rs-regex-per-call, tier B
        std::task::Poll::Ready(word.is_match(&self.line))
    }
}
