//! Escaping texts of which one in twenty needs it into a String each against into a Cow.
//!
//! SIZES: 20, 1_000, 20_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::borrow::Cow;

use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.word(20) + if random.below(20) == 0 { "<b>" } else { "bbb" }).collect()
}

fn escape_owned(text: &str) -> String {
    if !text.contains('<') {
        return text.to_string();
    }
    text.replace('<', "&lt;")
}

fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('<', "&lt;"))
}

fn before(texts: &[String]) -> String {
    let mut page = String::new();
    for text in texts {
        page.push_str(&escape_owned(text));
    }
    page
}

fn after(texts: &[String]) -> String {
    let mut page = String::new();
    for text in texts {
        page.push_str(&escape(text));
    }
    page
}
