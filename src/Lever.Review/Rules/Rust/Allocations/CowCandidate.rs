//! Fixture of rs-cow-candidate.

pub fn escape(text: &str) -> String {
    if !text.contains('<') {
        return text.to_string(); // expect: rs-cow-candidate
    }
    text.replace('<', "&lt;")
}

pub fn normcase(text: &str) -> String {
    if cfg!(windows) {
        text.replace('/', "\\").to_lowercase()
    } else {
        text.to_owned() // expect: rs-cow-candidate
    }
}

fn shortened(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => String::from(text), // expect: rs-cow-candidate
    }
}

pub fn shown(text: &str) -> String {
    shortened(text, 10)
}

pub fn always(text: &str) -> String {
    // It is a copy, and nothing else.
    text.to_string()
}

pub fn literal(text: &str) -> String {
    // What it gets is never given back.
    if text.is_empty() { "empty".to_string() } else { text.to_uppercase() }
}

pub struct Name(String);

impl From<&str> for Name {
    fn from(text: &str) -> Name {
        Name(text.to_string())
    }
}

pub trait Shown {
    fn shown(&self, text: &str) -> String;
}

impl Shown for Name {
    // The trait says what it gives.
    fn shown(&self, text: &str) -> String {
        if self.0.is_empty() { text.to_string() } else { format!("{}{}", self.0, text) }
    }
}
