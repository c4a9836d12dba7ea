//! Fixture of rs-chars-nth-in-loop.

use std::collections::BTreeMap;

fn runs(text: &str) -> usize {
    let mut runs = 0;
    let mut last = None;
    for at in 0..text.chars().count() {
        let letter = text.chars().nth(at); // expect: rs-chars-nth-in-loop
        if letter != last {
            runs += 1;
        }
        last = letter;
    }
    runs
}

fn palindrome(text: String) -> bool {
    let mut at = 0;
    while at < text.len() / 2 {
        if text.chars().nth(at) != text.chars().rev().nth(at) { // expect: rs-chars-nth-in-loop
            return false;
        }
        at += 1;
    }
    true
}

fn lines(text: &str, wanted: &[usize]) -> usize {
    wanted.iter().map(|number| text.lines().nth(*number).map_or(0, |line| line.len())).sum() // expect: rs-chars-nth-in-loop
}

fn values(table: &BTreeMap<String, u64>, wanted: &[usize]) -> u64 {
    let mut sum = 0;
    for at in wanted {
        sum += table.values().skip(*at).next().unwrap_or(&0); // expect: rs-chars-nth-in-loop
    }
    sum
}

fn first(texts: &[String]) -> usize {
    let mut count = 0;
    for text in texts {
        // The second character, of another text each time.
        if text.chars().nth(1) == Some('-') {
            count += 1;
        }
    }
    count
}

fn slice(items: &[u64], wanted: &[usize]) -> u64 {
    // A slice's iterator jumps.
    wanted.iter().filter_map(|at| items.iter().nth(*at)).sum()
}

fn steps(text: &str) -> usize {
    let mut letters = text.chars();
    let mut count = 0;
    // One walk that goes on where it was.
    while let Some(letter) = letters.nth(count) {
        count += letter.len_utf8();
    }
    count
}

fn once(text: &str, at: usize) -> Option<char> {
    // Once a call.
    text.chars().nth(at)
}

fn each(texts: &[String]) -> usize {
    let mut count = 0;
    for (at, text) in texts.iter().enumerate() {
        // Of this turn's own text.
        if text.chars().nth(at) == Some('x') {
            count += 1;
        }
    }
    count
}
