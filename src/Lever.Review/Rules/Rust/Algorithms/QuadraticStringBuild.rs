//! Fixture of rs-quadratic-string-build.

fn inline(words: &[String]) -> String {
    let mut text = String::new();
    for word in words {
        text = format!("{text}{word},"); // expect: rs-quadratic-string-build
    }
    text
}

fn positional(words: &[u64]) -> String {
    let mut text = String::from("all: ");
    for word in words {
        text = format!("{}{:>4} {}", text, word, word + 1); // expect: rs-quadratic-string-build
    }
    text
}

fn before(words: &[String]) -> String {
    let mut text = String::new();
    for word in words {
        text = format!("{word}/{text}"); // expect: rs-quadratic-string-build
    }
    text
}

fn copied(words: &[String]) -> String {
    let mut text = String::new();
    for word in words {
        text = text.clone() + "," + word; // expect: rs-quadratic-string-build
    }
    text
}

fn listed(rows: &[Vec<u64>]) -> Vec<u64> {
    let mut all: Vec<u64> = Vec::new();
    for row in rows {
        all = [all, row.clone()].concat(); // expect: rs-quadratic-string-build
    }
    all
}

fn folded(words: &[String]) -> String {
    words.iter().fold(String::new(), |text, word| format!("{text}{word}\n")) // expect: rs-quadratic-string-build
}

pub struct Report {
    text: String,
}

impl Report {
    fn add(&mut self, words: &[String]) {
        for word in words {
            self.text = format!("{}{}", self.text, word); // expect: rs-quadratic-string-build
        }
    }
}

fn consumed(words: &[String]) -> String {
    let mut text = String::new();
    for word in words {
        // Extends in place.
        text = text + word;
    }
    text
}

fn extended(words: &[String]) -> String {
    let mut text = String::new();
    for word in words {
        // Extends in place.
        text += word;
    }
    text
}

fn fresh(words: &[String]) -> usize {
    let mut sum = 0;
    for word in words {
        let mut text = String::from("<");
        // Of this turn alone.
        text = format!("{text}{word}>");
        sum += text.len();
    }
    sum
}

fn once(mut text: String, word: &str) -> String {
    // Once a call.
    text = format!("{text}{word}");
    text
}

fn few(mut text: String) -> String {
    for word in ["a", "b", "c"] {
        // Three turns.
        text = format!("{text}{word}");
    }
    text
}

fn reset(words: &[String]) -> usize {
    let mut text = String::new();
    let mut longest = 0;
    for word in words {
        if word.is_empty() {
            text = String::new();
        }
        // Starts again now and then.
        text = format!("{text}{word}");
        longest = longest.max(text.len());
    }
    longest
}

fn other(words: &[String]) -> String {
    let mut text = String::new();
    for word in words {
        // Made of something else.
        text = format!("{word},");
    }
    text
}

pub fn sentence(words: &[String]) -> String {
    let mut text = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            text = format!("{text}, {word}"); // expect: rs-quadratic-string-build
        } else {
            // Told already.
            text = format!("{text}{word}");
        }
    }
    text
}

pub fn same(sizes: &[Vec<u64>]) -> Result<usize, String> {
    if sizes.iter().any(|size| size.len() != sizes[0].len()) {
        // The text of an error.
        let listed = sizes.iter().fold(String::new(), |text, size| format!("{text}{size:?}\n"));
        return Err(listed);
    }
    Ok(sizes.len())
}

pub fn place(name: &str, projections: &[Option<String>]) -> String {
    let mut place = name.to_string();
    for step in projections {
        match step {
            // It grows at both ends.
            None => place = format!("*{}", place), // expect: rs-quadratic-string-build, tier C
            Some(field) => place = format!("{}.{}", place, field),
        }
    }
    place
}

pub fn nested(lines: &[String]) -> String {
    let mut expression = String::from("0");
    for line in lines {
        // What is in the middle cannot be joined in order.
        expression = format!("max({expression}, {line})"); // expect: rs-quadratic-string-build, tier C
    }
    expression
}

pub fn told(lines: &[String]) -> String {
    let mut error = String::new();
    for line in lines {
        // What tells of errors is short.
        error = format!("{error}\n{line}");
    }
    error
}

pub fn separated(mut number: u64) -> String {
    let mut text = String::new();
    while number >= 1000 {
        // As many turns as the number has digits.
        text = format!(",{:03}{text}", number % 1000);
        number /= 1000;
    }
    format!("{number}{text}")
}

pub fn grouped(number: u64) -> String {
    let mut text = String::new();
    for digit in number.to_string().chars() {
        // The same, from the other end.
        text = format!("{text} {digit}");
    }
    text
}

pub fn halved(lines: &[String], mut weight: u64) -> String {
    let mut text = String::new();
    for line in lines {
        // What is divided has no say in how often the loop turns.
        text = format!("{text}{line}"); // expect: rs-quadratic-string-build
        weight /= 2;
    }
    text + &weight.to_string()
}
