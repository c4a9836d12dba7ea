//! What people read.

use crate::tally::Tally;
use crate::visit::Visit;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// One visit as a line of the report.
pub fn describe(visit: &Visit) -> String {
    let client = visit.client.clone();
    let path = visit.path.clone();
    format!(
        "{} {} {} ({} bytes)",
        visit.status, client, path, visit.bytes
    )
}

/// The visits that went wrong, a line each.
pub fn write_failures(path: &Path, visits: &[Visit]) -> io::Result<()> {
    let mut file = File::create(path)?;
    for visit in visits {
        if visit.status >= 400 {
            writeln!(file, "{}", describe(visit))?;
        }
    }
    Ok(())
}

/// The names of all visitors, a line each.
pub fn write_visitors(path: &Path, visitors: &[String]) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for visitor in visitors {
        writeln!(file, "{visitor}")?;
    }
    file.flush()
}

/// The sums, for the end of the report.
pub fn summary(tally: &Tally) -> String {
    let mut text = format!("{} visits, {} bytes\n", tally.visits, tally.bytes);
    for (hundreds, count) in tally.statuses.iter().enumerate() {
        if *count > 0 {
            let _ = writeln!(text, "{hundreds}xx {count}");
        }
    }
    text
}

/// A title that a file may have: the visit's path without what file systems do not like.
pub fn file_title(visit: &Visit) -> String {
    let mut title = visit.path.clone();
    title.retain(|letter| letter.is_ascii_alphanumeric());
    title
}
