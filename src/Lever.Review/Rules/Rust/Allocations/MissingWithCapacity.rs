//! Fixture of rs-missing-with-capacity.

use std::collections::{BTreeMap, HashMap, HashSet};

pub fn places(ids: &[u64]) -> HashMap<u64, usize> {
    let mut places = HashMap::new(); // expect: rs-missing-with-capacity, with a profile
    for (place, id) in ids.iter().enumerate() {
        places.insert(*id, place);
    }
    places
}

pub fn names(all: &Vec<String>) -> HashSet<&str> {
    let mut names = HashSet::new(); // expect: rs-missing-with-capacity, with a profile
    for name in all {
        names.insert(name.as_str());
    }
    names
}

pub struct Step {
    name: String,
    total: u32,
}

pub fn view(steps: &std::sync::RwLock<Vec<(u8, Step)>>) -> Vec<u32> {
    let steps = steps.read().unwrap();
    let mut percentage = 0.0;
    let mut view = Vec::new(); // expect: rs-missing-with-capacity, with a profile
    for (_, step) in steps.iter() {
        percentage += step.total as f32;
        view.push(step.total + step.name.len() as u32);
    }
    view.push(percentage as u32);
    view
}

pub fn rows(tables: &[Vec<u32>]) -> Vec<Vec<String>> {
    let mut all = Vec::with_capacity(tables.len());
    for table in tables {
        let mut row = vec![]; // expect: rs-missing-with-capacity
        for cell in table {
            let text = cell.to_string();
            row.push(text);
        }
        all.push(row);
    }
    all
}

pub fn numbered(count: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new(); // expect: rs-missing-with-capacity, with a profile
    lines.push(String::new());
    for number in 0..count {
        if number % 2 == 0 {
            lines.push(number.to_string());
        } else {
            lines.push(String::new());
        }
    }
    lines
}

pub fn escaped(text: &str) -> String {
    let mut out = String::new(); // expect: rs-missing-with-capacity, with a profile
    for letter in text.chars() {
        match letter {
            '\n' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

pub fn kept(numbers: &[u64]) -> Vec<u64> {
    // Perhaps few are kept.
    let mut kept = Vec::new(); // expect: rs-missing-with-capacity, tier C, with a profile
    for number in numbers {
        if number % 7 == 0 {
            kept.push(*number);
        }
    }
    kept
}

pub fn totals(steps: &[Step]) -> HashSet<u32> {
    // Many have the same, perhaps.
    let mut totals = HashSet::new(); // expect: rs-missing-with-capacity, tier C, with a profile
    for step in steps {
        totals.insert(step.total);
    }
    totals
}

pub fn until(numbers: &[u64]) -> Vec<u64> {
    // The loop may end at once.
    let mut kept = Vec::new();
    for number in numbers {
        if *number == 0 {
            break;
        }
        kept.push(*number);
    }
    kept
}

pub fn words(text: &str) -> Vec<&str> {
    // Nobody knows how many words there are.
    let mut words = Vec::new();
    for word in text.split(' ') {
        words.push(word);
    }
    words
}

pub fn ordered(ids: &[u64]) -> BTreeMap<u64, usize> {
    // A tree has no capacity.
    let mut places = BTreeMap::new();
    for (place, id) in ids.iter().enumerate() {
        places.insert(*id, place);
    }
    places
}

pub fn distinct(ids: &[u64]) -> usize {
    // How many are different shows in the end, and the answer is used.
    let mut seen = HashSet::new();
    let mut count = 0;
    for id in ids {
        if seen.insert(*id) {
            count += 1;
        }
    }
    count
}

pub fn batches(ids: &[u64], mut send: impl FnMut(&[u64])) {
    // It is emptied on the way.
    let mut batch = Vec::new();
    for id in ids {
        batch.push(*id);
        if batch.len() == 100 {
            send(&batch);
            batch.clear();
        }
    }
    send(&batch);
}

pub fn collected(ids: &[u64]) -> Vec<u64> {
    // `extend` reserves.
    let mut all = Vec::new();
    all.extend(ids.iter().map(|id| id + 1));
    all
}

pub fn three() -> Vec<u64> {
    // Memory for four is what the first push gets.
    let mut all = Vec::new();
    for number in 0..3 {
        all.push(number * 2);
    }
    all
}

pub fn records(rows: Vec<Vec<(String, u64)>>) -> Vec<HashMap<String, u64>> {
    rows.into_iter()
        .map(|row| {
            let mut record = HashMap::new(); // expect: rs-missing-with-capacity
            for (column, value) in row {
                record.insert(column, value);
            }
            record
        })
        .collect()
}

pub fn parsed(rows: &[Vec<String>]) -> Result<Vec<Vec<u64>>, std::num::ParseIntError> {
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        // Parsing takes longer than an allocation, and may end the loop.
        let mut numbers = Vec::new(); // expect: rs-missing-with-capacity, with a profile
        for cell in row {
            let number = cell.parse::<u64>()?;
            numbers.push(number);
        }
        all.push(numbers);
    }
    Ok(all)
}

pub fn optional(rows: Option<&Vec<u32>>) -> Option<Vec<String>> {
    rows.map(|rows| {
        // An option has one element at most.
        let mut texts = Vec::new(); // expect: rs-missing-with-capacity, with a profile
        for row in rows {
            let text = row.to_string();
            texts.push(text);
        }
        texts
    })
}

pub fn filled(stream: &mut impl Iterator<Item = u64>, at: usize) -> Option<Vec<u64>> {
    // The stream may end first, and nobody has looked at the number.
    let mut found = Vec::new();
    for _ in 0..at {
        let Some(number) = stream.next() else {
            return Some(found);
        };
        found.push(number);
    }
    Some(found)
}

pub fn marked(pages: &[Vec<String>]) -> Vec<Vec<String>> {
    let mut all = Vec::with_capacity(pages.len());
    for page in pages {
        // What each turn does takes longer than the growth.
        let mut lines = Vec::new(); // expect: rs-missing-with-capacity, with a profile
        for line in page {
            let words = line.split(' ').map(|word| if word.len() > 3 { word.to_uppercase() } else { format!("<{word}>") }).collect::<Vec<String>>();
            lines.push(words.join(" "));
        }
        all.push(lines);
    }
    all
}

pub fn without(rows: &[Vec<u64>], banned: &[u64]) -> Vec<Vec<u64>> {
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let mut kept = Vec::new();
        'cells: for cell in row {
            for other in banned {
                if cell == other {
                    // Turns of the outer loop are skipped.
                    continue 'cells;
                }
            }
            let cell = cell + 1;
            kept.push(cell);
        }
        all.push(kept);
    }
    all
}

pub fn doubled(rows: &[Vec<u64>], banned: &[u64]) -> Vec<Vec<u64>> {
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let mut kept = Vec::new(); // expect: rs-missing-with-capacity
        for cell in row {
            let mut seen = 0;
            'others: for other in banned {
                if cell == other {
                    // The inner loop alone is left.
                    continue 'others;
                }
                seen += 1;
            }
            kept.push(*cell + seen);
        }
        all.push(kept);
    }
    all
}
