//! Fixture of rs-format-redundant.

pub fn query(pairs: &[(String, String)]) -> String {
    let mut query = String::new();
    for (key, value) in pairs {
        query.push_str(&format!("{key}={value}&")); // expect: rs-format-redundant, with a profile
    }
    query
}

pub fn line(name: &str, count: u64) -> String {
    let mut line = String::from(name);
    line.push_str(&format!(": {}", count)); // expect: rs-format-redundant, tier C, with a profile
    line
}

pub fn whole(letters: &[char]) -> u32 {
    let mut sum = 0;
    for letter in letters {
        sum += letter.to_string().parse::<u32>().unwrap_or(0); // expect: rs-format-redundant, with a profile
    }
    sum
}

pub fn part(number: f32) -> f64 {
    // rs-format-then-parse tells of numbers.
    std::str::FromStr::from_str(&number.to_string()).unwrap_or(0.0f64)
}

pub fn page(names: &[String]) -> String {
    let mut page = String::new();
    for name in names {
        page.push_str(&format!("<p>{name}")); // expect: rs-format-redundant, with a profile
        // The first one tells of this one as well.
        page.push_str(&format!("{name}</p>"));
    }
    page
}

pub fn nested(names: &[String]) {
    for name in names {
        println!("{} {}", format!("<{name}>"), names.len()); // expect: rs-format-redundant, with a profile
        println!("{}", name.to_string()); // expect: rs-format-redundant, with a profile
    }
}

pub fn shown(count: u64) -> String {
    format!("{} items", count.to_string()) // expect: rs-format-redundant, tier C, with a profile
}

pub fn padded(names: &[String]) {
    for name in names {
        // Padded as a whole.
        println!("{:>20}", format!("<{name}>"));
        println!("{:8}", name.len().to_string());
    }
}

pub fn pushed(names: &[String], all: &mut Vec<String>) {
    for name in names {
        // It is kept.
        all.push(format!("<{name}>"));
    }
}

pub fn failing(names: &[String]) -> Result<(), String> {
    for name in names {
        if name.is_empty() {
            let mut message = String::from("empty name");
            // Made once, for an error.
            message.push_str(&format!(" among {}", names.len()));
            return Err(message);
        }
    }
    Ok(())
}

pub fn literal(out: &mut String) {
    // Nothing is formatted.
    out.push_str("text");
}

pub fn hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(bytes.len() * 3);
    for byte in bytes {
        hex.push_str(&format!("{byte:02x} ")); // expect: rs-format-redundant
    }
    hex
}

pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if letter.is_control() {
            // Few letters are.
            out.push_str(&format!("\\u{:04x}", letter as u32)); // expect: rs-format-redundant, with a profile
        } else {
            out.push(letter);
        }
    }
    out
}

pub fn table(rows: &[Vec<u64>]) -> String {
    let mut table = String::new();
    for row in rows {
        for cell in row {
            table.push_str(&format!("{cell},")); // expect: rs-format-redundant
        }
        table.push('\n');
    }
    table
}

pub fn spaced(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        out.push_str(&letter.to_string()); // expect: rs-format-redundant
        out.push(' ');
    }
    out
}

pub fn listed(numbers: &[u64]) -> String {
    let mut out = String::new();
    for number in numbers {
        out.push_str(&number.to_string()); // expect: rs-format-redundant, with a profile
        out.push(' ');
    }
    out
}

pub fn of_words(words: &[String]) -> String {
    let mut out = String::new();
    for word in words {
        // A copy that rs-clone-then-borrow tells of.
        out.push_str(&word.to_string());
    }
    out
}
