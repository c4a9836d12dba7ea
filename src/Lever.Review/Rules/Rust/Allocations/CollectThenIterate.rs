//! Fixture of rs-collect-then-iterate.

use std::cell::RefCell;

pub fn odd_squares(numbers: &[u64]) -> u64 {
    let kept: Vec<u64> = numbers.iter().filter(|number| **number % 2 != 0).map(|number| number * number).collect(); // expect: rs-collect-then-iterate, with a profile
    let mut sum = 0;
    for square in kept {
        sum += square;
    }
    sum
}

pub fn in_loop(rows: &[Vec<u64>]) -> u64 {
    let mut sum = 0;
    for row in rows {
        let kept = row.iter().filter(|number| **number > 2).collect::<Vec<_>>(); // expect: rs-collect-then-iterate
        for number in &kept {
            sum += **number;
        }
    }
    sum
}

pub fn chained(words: &[String]) -> usize {
    let lengths: Vec<usize> = words.iter().map(|word| word.len()).collect(); // expect: rs-collect-then-iterate, with a profile
    lengths.into_iter().filter(|length| *length > 3).count()
}

pub fn word_count(text: &str) -> usize {
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().len() // expect: rs-collect-then-iterate
}

pub fn has(text: &str, wanted: &str) -> bool {
    text.split(',').collect::<Vec<_>>().contains(&wanted) // expect: rs-collect-then-iterate
}

pub fn again(words: &[String]) -> usize {
    words.iter().map(|word| word.trim()).collect::<Vec<_>>().into_iter().map(|word| word.len()).sum() // expect: rs-collect-then-iterate, with a profile
}

pub fn length_or_first(numbers: &[u64], first: bool) -> u64 {
    let rows: Vec<u64> = numbers.iter().map(|number| number * 2).collect(); // expect: rs-collect-then-iterate, with a profile
    if first {
        if rows.is_empty() { 0 } else { rows[0] }
    } else {
        rows.len() as u64
    }
}

pub fn large(numbers: &[u64]) -> usize {
    let large: Vec<_> = numbers.iter().filter(|number| **number > 10).collect(); // expect: rs-collect-then-iterate
    large.len()
}

pub fn twice(numbers: &[u64]) -> u64 {
    // It is gone through twice.
    let kept: Vec<u64> = numbers.iter().map(|number| number + 1).collect();
    let highest = kept.iter().max().copied().unwrap_or(0);
    kept.iter().filter(|number| **number < highest).sum()
}

pub fn changed(numbers: &mut Vec<u64>) {
    // The loop changes what the iterator reads.
    let places: Vec<usize> = (0..numbers.len()).filter(|at| numbers[*at] == 0).collect();
    for place in places.into_iter() {
        numbers[place] = 1;
    }
}

pub fn unlocked(shared: &RefCell<Vec<u64>>) -> u64 {
    // The guard is given back before the loop.
    let kept: Vec<u64> = shared.borrow().iter().map(|number| number + 1).collect();
    let mut sum = 0;
    for number in kept {
        shared.borrow_mut().push(number);
        sum += number;
    }
    sum
}

pub fn all_or_nothing(words: &[String]) -> Result<u64, std::num::ParseIntError> {
    // No word is added before all of them are numbers.
    let numbers: Vec<u64> = words.iter().map(|word| word.parse()).collect::<Result<_, _>>()?;
    let mut sum = 0;
    for number in numbers {
        sum += number;
    }
    Ok(sum)
}

pub fn started(jobs: &[u64]) -> u64 {
    // All threads run before the first is waited for.
    let threads: Vec<_> = jobs.iter().copied().map(|job| std::thread::spawn(move || job * 2)).collect();
    let mut sum = 0;
    for thread in threads {
        sum += thread.join().unwrap();
    }
    sum
}

pub fn backwards(text: &str) -> Vec<&str> {
    // From the end.
    text.split_whitespace().collect::<Vec<_>>().into_iter().rev().collect()
}

pub fn per_turn(numbers: &[u64], limits: &[u64]) -> usize {
    // Each turn goes through it.
    let kept: Vec<u64> = numbers.iter().map(|number| number * 3).collect();
    let mut count = 0;
    for limit in limits {
        for number in &kept {
            count += usize::from(number < limit);
        }
    }
    count
}

pub fn is_short(flag: &str) -> bool {
    // One letter or a few.
    let letters: Vec<char> = flag.chars().collect(); // expect: rs-collect-then-iterate, tier C
    letters.len() == 1
}

pub fn only_letter(flag: &str) -> Option<char> {
    // As above.
    let letters: Vec<char> = flag.chars().collect(); // expect: rs-collect-then-iterate, tier C
    if letters.len() == 1 { Some(letters[0]) } else { None }
}

pub struct Forks {
    entries: Vec<(u64, String)>,
}

impl Forks {
    pub fn get(&self, scope: u64) -> Vec<&String> {
        self.entries.iter().filter(|entry| entry.0 == scope).map(|entry| &entry.1).collect()
    }

    pub fn contains(&self, scope: u64) -> bool {
        !self.get(scope).is_empty() // expect: rs-collect-then-iterate, with a profile
    }

    pub fn known(&self, scopes: &[u64]) -> usize {
        let mut count = 0;
        for scope in scopes {
            if self.get(*scope).is_empty() { // expect: rs-collect-then-iterate
                count += 1;
            }
        }
        count
    }

    pub fn take(&mut self, scope: u64) -> Vec<String> {
        let rest = self.entries.split_off(1);
        rest.into_iter().filter(|entry| entry.0 == scope).map(|entry| entry.1).collect()
    }

    pub fn took(&mut self, scope: u64) -> bool {
        // Collecting changes something.
        !self.take(scope).is_empty()
    }
}
