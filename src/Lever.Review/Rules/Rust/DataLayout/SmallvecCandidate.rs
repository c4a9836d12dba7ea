//! Fixture of rs-smallvec-candidate.

pub fn reachable(cells: &[(i32, i32)]) -> usize {
    let mut count = 0;
    for (x, y) in cells {
        for (left, top) in vec![(x - 1, *y), (x + 1, *y), (*x, y - 1), (*x, y + 1)] { // expect: rs-smallvec-candidate, with a profile
            if left >= 0 && top >= 0 {
                count += 1;
            }
        }
    }
    count
}

pub fn flagged(words: &[String]) -> usize {
    let mut count = 0;
    for word in words {
        let endings = vec!["ing", "ed", "s"]; // expect: rs-smallvec-candidate, with a profile
        if endings.iter().any(|ending| word.ends_with(ending)) {
            count += 1;
        }
    }
    count
}

pub fn joined(pairs: &[(String, String)]) -> Vec<String> {
    let mut all = Vec::new();
    for (name, value) in pairs {
        all.push(vec![name.as_str(), value.as_str()].join("=")); // expect: rs-smallvec-candidate, with a profile
        all.extend(vec![name.clone(), value.clone()]); // expect: rs-smallvec-candidate, with a profile
    }
    all
}

pub fn once(name: &str) -> bool {
    vec!["a", "b"].contains(&name) // expect: rs-smallvec-candidate, with a profile
}

// It grows.
pub fn grown(numbers: &[u64]) -> Vec<Vec<u64>> {
    let mut all = Vec::new();
    for number in numbers {
        let mut digits = vec![number % 10];
        digits.push(number / 10);
        all.push(digits);
    }
    all
}

// It is given away.
pub fn listed(numbers: &[u64]) -> Vec<Vec<u64>> {
    let mut all = Vec::new();
    for number in numbers {
        all.push(vec![*number, number + 1]);
    }
    all
}

// Whoever takes it may want a `Vec`.
pub fn lent(numbers: &[u64]) -> u64 {
    let mut sum = 0;
    for number in numbers {
        let pair = vec![*number, 1];
        sum += total(&pair);
    }
    sum
}

fn total(all: &Vec<u64>) -> u64 {
    all.iter().sum()
}

// As many as the caller says.
pub fn zeros(count: usize, rounds: usize) -> usize {
    let mut sum = 0;
    for _ in 0..rounds {
        let all = vec![0; count];
        sum += all.len();
    }
    sum
}

pub fn either(names: &[String], own: &str) -> usize {
    let mut count = 0;
    for name in names {
        // The iterator is allocated anyway.
        let words: Box<dyn Iterator<Item = &str> + '_> = if name.is_empty() { Box::new(vec![own].into_iter()) } else { Box::new(name.split(' ')) };
        count += words.count();
    }
    count
}

pub fn encoded(letters: &[char]) -> usize {
    let mut sum = 0;
    for letter in letters {
        for _ in 0..2 {
            let mut buffer = vec![0; 4]; // expect: rs-smallvec-candidate
            sum += letter.encode_utf8(&mut buffer).len();
        }
    }
    sum
}

pub fn header(input: &mut dyn std::io::Read) -> std::io::Result<u8> {
    let mut head = vec![0u8; 8]; // expect: rs-smallvec-candidate, with a profile
    input.read_exact(&mut head)?;
    Ok(head[0])
}

pub fn grown_buffer(input: &mut dyn std::io::Read) -> std::io::Result<usize> {
    let mut all = vec![0u8; 8];
    // It grows.
    input.read_to_end(&mut all)?;
    Ok(all.len())
}

pub fn given_buffer(input: &mut dyn std::io::Read) -> std::io::Result<Vec<u8>> {
    let mut head = vec![0u8; 8];
    input.read_exact(&mut head)?;
    // It is given back.
    Ok(head)
}
