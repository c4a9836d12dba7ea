//! Fixture of rs-format-redundant.

pub fn query(pairs: &[(String, String)]) -> String {
    let mut query = String::new();
    for (key, value) in pairs {
        query.push_str(&format!("{key}={value}&")); // expect: rs-format-redundant
    }
    query
}

pub fn line(name: &str, count: u64) -> String {
    let mut line = String::from(name);
    line.push_str(&format!(": {}", count)); // expect: rs-format-redundant, tier C
    line
}

pub fn nested(names: &[String]) {
    for name in names {
        println!("{} {}", format!("<{name}>"), names.len()); // expect: rs-format-redundant
        println!("{}", name.to_string()); // expect: rs-format-redundant
    }
}

pub fn shown(count: u64) -> String {
    format!("{} items", count.to_string()) // expect: rs-format-redundant, tier C
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
