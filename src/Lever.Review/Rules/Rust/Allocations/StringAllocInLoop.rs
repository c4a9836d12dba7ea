//! Fixture of rs-string-alloc-in-loop.

use std::fmt::Display;

pub fn table(rows: &[(String, u64)]) -> String {
    let mut table = String::new();
    for (name, count) in rows {
        let line = format!("{name}: {count}\n"); // expect: rs-string-alloc-in-loop, with a profile
        table.push_str(&line);
    }
    table
}

pub fn bytes(numbers: &[u64], out: &mut Vec<u8>) {
    for number in numbers {
        let text = number.to_string(); // expect: rs-string-alloc-in-loop, with a profile
        out.extend_from_slice(text.as_bytes());
    }
}

pub fn matching(names: &[String], wanted: &str) -> usize {
    let mut count = 0;
    for name in names {
        let lower = name.to_lowercase(); // expect: rs-string-alloc-in-loop, with a profile
        if lower == wanted {
            count += 1;
        }
    }
    count
}

pub fn joined(parts: &[u64]) -> String {
    parts.iter().map(|part| part.to_string()).collect::<Vec<_>>().join(", ") // expect: rs-string-alloc-in-loop, tier C
}

pub fn kept(numbers: &[u64]) -> Vec<String> {
    let mut all = Vec::new();
    for number in numbers {
        // It is kept.
        let text = format!("<{number}>");
        all.push(text);
    }
    all
}

pub fn twice(numbers: &[u64]) -> String {
    let mut out = String::new();
    for number in numbers {
        // It is written twice: formatting it once is right.
        let text = number.to_string();
        out.push_str(&text);
        out.push_str(&text);
    }
    out
}

pub fn once(number: u64, out: &mut String) {
    // No loop.
    let text = format!("<{number}>");
    out.push_str(&text);
}

pub fn sent(numbers: &[u64], stream: &mut std::net::TcpStream) -> std::io::Result<()> {
    use std::io::Write;
    for number in numbers {
        // One packet each.
        let line = format!("{number}\n");
        stream.write_all(line.as_bytes())?;
    }
    Ok(())
}

pub fn failing<T: Display>(values: &[T]) -> Result<(), String> {
    for value in values {
        if value.to_string().is_empty() {
            // It is made once.
            let message = format!("empty: {value}");
            return Err(message);
        }
    }
    Ok(())
}

pub fn tables(tables: &[Vec<(String, u64)>]) -> String {
    let mut out = String::new();
    for table in tables {
        for (name, count) in table {
            let line = format!("{name}: {count}\n"); // expect: rs-string-alloc-in-loop
            out.push_str(&line);
        }
    }
    out
}

pub fn removed(folders: &[Vec<std::path::PathBuf>]) -> usize {
    let mut count = 0;
    for folder in folders {
        for path in folder {
            // The file system takes longer.
            let name = path.display().to_string(); // expect: rs-string-alloc-in-loop, with a profile
            if !name.ends_with("/.") && std::fs::remove_file(path).is_ok() {
                count += 1;
            }
        }
    }
    count
}
