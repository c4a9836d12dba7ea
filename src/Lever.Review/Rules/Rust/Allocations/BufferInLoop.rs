//! Fixture of rs-buffer-in-loop.

use std::collections::HashMap;
use std::io::Read;

fn digits_of(mut number: u64, digits: &mut Vec<u8>) -> bool {
    while number > 0 {
        digits.push((number % 10) as u8);
        number /= 10;
    }
    digits.iter().eq(digits.iter().rev())
}

pub fn palindromes(numbers: &[u64]) -> usize {
    let mut found = 0;
    for number in numbers {
        let mut digits: Vec<u8> = Vec::new(); // expect: rs-buffer-in-loop, with a profile
        if digits_of(*number, &mut digits) {
            found += 1;
        }
    }
    found
}

pub fn lengths(words: &[&str]) -> usize {
    let mut sum = 0;
    for word in words {
        let mut text = String::with_capacity(80); // expect: rs-buffer-in-loop, with a profile
        text.push_str(word);
        text.push('!');
        sum += text.len();
    }
    sum
}

pub fn most(lines: &[String]) -> usize {
    let mut most = 0;
    for line in lines {
        let mut counts: HashMap<char, usize> = HashMap::new(); // expect: rs-buffer-in-loop, with a profile
        for letter in line.chars() {
            *counts.entry(letter).or_default() += 1;
            counts.insert(' ', 0);
        }
        most = most.max(counts.values().copied().max().unwrap_or(0));
    }
    most
}

pub fn read_all(files: &mut [std::fs::File]) -> std::io::Result<usize> {
    let mut sum = 0;
    for file in files {
        let mut buffer = vec![0u8; 65536]; // expect: rs-buffer-in-loop, with a profile
        sum += file.read(&mut buffer)?;
    }
    Ok(sum)
}

pub fn found(words: &[Vec<u8>], places: &HashMap<Vec<u8>, u32>, at: u32) -> u32 {
    let mut sum = 0;
    for word in words {
        let mut key = word.clone(); // expect: rs-buffer-in-loop, with a profile
        key.extend_from_slice(&at.to_be_bytes());
        sum += places.get(&key).copied().unwrap_or(0);
    }
    sum
}

pub fn kept(words: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    for word in words {
        // It is kept.
        let mut text = String::new();
        text.push_str(word);
        all.push(text);
    }
    all
}

pub fn of_the_turn(lines: &[String]) -> usize {
    let mut most = 0;
    for line in lines {
        // It refers to what lives for a turn.
        let copy = line.to_uppercase();
        let mut words: Vec<&str> = Vec::new();
        for word in copy.split(' ') {
            words.push(word);
        }
        most = most.max(words.len());
    }
    most
}

pub fn asked() -> String {
    // People type slowly.
    loop {
        let mut answer = String::new(); // expect: rs-buffer-in-loop, with a profile
        if std::io::stdin().read_line(&mut answer).is_ok() && answer.len() == 2 {
            break answer.trim().to_string();
        }
    }
}

pub fn first(lines: &[String]) -> usize {
    for line in lines {
        // The first turn is the last.
        let mut text = String::new();
        text.push_str(line);
        return text.len();
    }
    0
}

pub fn unfilled(lines: &[String]) -> usize {
    let mut sum = 0;
    for line in lines {
        // Nothing is put in, so nothing is allocated.
        let mut text = String::new();
        text.clear();
        sum += text.len() + line.len();
    }
    sum
}

pub fn taken(lines: &[String]) -> usize {
    let mut sum = 0;
    for line in lines {
        // Its memory goes elsewhere.
        let mut text = String::new();
        text.push_str(line);
        sum += text.into_bytes().len();
    }
    sum
}

fn split(mut number: u64, digits: &mut Vec<u8>) {
    while number > 0 {
        digits.push((number % 10) as u8);
        number /= 10;
    }
}

pub fn mirrored(numbers: &[u64]) -> usize {
    let mut found = 0;
    for number in numbers {
        // What fills it says what it holds.
        let mut digits = Vec::new(); // expect: rs-buffer-in-loop, with a profile
        split(*number, &mut digits);
        found += usize::from(digits.iter().eq(digits.iter().rev()));
    }
    found
}

fn gather<'a>(text: &'a str, words: &mut Vec<&'a str>) {
    words.extend(text.split(' '));
}

pub fn longest(lines: &[String]) -> usize {
    let mut longest = 0;
    for line in lines {
        // It holds parts of the turn's line.
        let mut words = Vec::new();
        gather(line, &mut words);
        longest = longest.max(words.len());
    }
    longest
}

pub fn longest_of_pages(pages: &[Vec<String>]) -> Vec<usize> {
    let longest = pages.iter().map(|page| {
        let mut most = 0;
        for line in page {
            let mut text = String::new(); // expect: rs-buffer-in-loop
            text.push_str(line);
            text.push('.');
            most = most.max(text.len());
        }
        most
    });
    longest.collect()
}
