//! Fixture of rs-clone-in-loop.

pub struct Record {
    tags: Vec<String>,
    name: String,
    size: usize,
}

pub fn weight(records: &[Record]) -> usize {
    let mut sum = 0;
    for record in records {
        let tags = record.tags.clone(); // expect: rs-clone-in-loop
        if tags.iter().any(|tag| tag.starts_with('q')) {
            sum += record.size;
        }
    }
    sum
}

pub fn total(record: &Record, sizes: &[usize]) -> usize {
    sizes.iter().map(|size| {
        let name = record.name.clone(); // expect: rs-clone-in-loop
        name.len() * size
    }).sum()
}

pub fn longest(record: &Record) -> usize {
    let mut longest = 0;
    for tag in record.tags.clone() { // expect: rs-clone-in-loop
        longest = longest.max(tag.len());
    }
    longest
}

pub fn shortest(record: &Record) -> usize {
    let mut shortest = usize::MAX;
    for tag in record.tags.to_vec().iter() { // expect: rs-clone-in-loop
        shortest = shortest.min(tag.len());
    }
    shortest
}

pub fn long(tags: &[String]) -> Vec<String> {
    tags.iter().cloned().filter(|tag| tag.len() > 10).collect() // expect: rs-clone-in-loop, with a profile
}

pub fn has(tags: &Vec<String>, wanted: &str) -> bool {
    tags.iter().cloned().any(|tag| tag == wanted) // expect: rs-clone-in-loop, with a profile
}

pub fn doubled(record: &mut Record) {
    // The loop changes what it goes through.
    for tag in record.tags.clone() {
        if tag.is_empty() {
            record.tags.clear();
        }
    }
}

pub fn taken(records: &[Record]) -> Vec<String> {
    let mut names = Vec::new();
    for record in records {
        // The copy is kept.
        let name = record.name.clone();
        names.push(name);
    }
    // So are these.
    for tag in records[0].tags.clone() {
        names.push(tag);
    }
    names
}

pub fn even(numbers: &[u64]) -> Vec<u64> {
    // Numbers are copied for nothing.
    numbers.iter().cloned().filter(|number| number % 2 == 0).collect()
}

pub fn once(record: &Record) -> usize {
    // Another rule's: no loop repeats it.
    let tags = record.tags.clone();
    tags.len()
}

pub fn found_again(pages: &[Vec<String>], wanted: &[String]) -> usize {
    let mut count = 0;
    for page in pages {
        count += page.iter().cloned().filter(|line| wanted.contains(line)).count(); // expect: rs-clone-in-loop
    }
    count
}
