//! Fixture of rs-unbuffered-io.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};

fn listed(path: &str, rows: &[u64]) -> io::Result<()> {
    let mut file = File::create(path)?;
    for row in rows {
        writeln!(file, "{row}")?; // expect: rs-unbuffered-io
    }
    Ok(())
}

fn words(file: &mut File, words: &[String]) -> io::Result<()> {
    for word in words {
        file.write_all(word.as_bytes())?; // expect: rs-unbuffered-io
        // The first one tells of this one as well.
        file.write_all(b"\n")?;
    }
    Ok(())
}

fn numbers(mut file: File, count: usize) -> io::Result<u64> {
    let mut sum = 0;
    let mut piece = [0u8; 8];
    for _ in 0..count {
        file.read_exact(&mut piece)?; // expect: rs-unbuffered-io
        sum += u64::from_le_bytes(piece);
    }
    Ok(sum)
}

fn lines(file: File) -> usize {
    let mut count = 0;
    for byte in file.bytes() { // expect: rs-unbuffered-io
        if matches!(byte, Ok(b'\n')) {
            count += 1;
        }
    }
    count
}

fn buffered(path: &str, rows: &[u64]) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for row in rows {
        // Into a buffer.
        writeln!(file, "{row}")?;
    }
    file.flush()
}

fn memory(rows: &[u64]) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    for row in rows {
        // Into memory.
        writeln!(text, "{row}")?;
    }
    Ok(text)
}

fn whole(path: &str, text: &str) -> io::Result<()> {
    let mut file = File::create(path)?;
    // All at once.
    file.write_all(text.as_bytes())
}

fn blocks(file: &mut File, blocks: &[Vec<u8>]) -> io::Result<()> {
    for block in blocks {
        // As large as a buffer.
        file.write_all(block)?;
    }
    Ok(())
}

fn each(paths: &[String]) -> io::Result<()> {
    for path in paths {
        // Of this turn's own file.
        let mut file = File::create(path)?;
        file.write_all(b"\n")?;
    }
    Ok(())
}

fn journal(file: &mut File, rows: &[u64]) -> io::Result<()> {
    for row in rows {
        // Each row is to be on the disk before the next.
        writeln!(file, "{row}")?;
        file.sync_all()?;
    }
    Ok(())
}

fn told(rows: &[u64]) -> io::Result<()> {
    let mut errors = io::stderr();
    for row in rows {
        // Diagnostics come at once.
        writeln!(errors, "{row}")?;
    }
    Ok(())
}
