//! Lines of an access log become visits.
//!
//! A line reads `TIME REQUEST HOST CLIENT METHOD PATH STATUS BYTES`, with one space between.

use crate::sites::{Sites, UNKNOWN};
use std::fmt;
use std::str::FromStr;

/// What counts as looking at a page.
const READING: [&str; 2] = ["GET", "HEAD"];

/// One request that a site answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Seconds since the log began.
    pub time: u64,
    pub request: u64,
    pub site: u32,
    pub client: String,
    pub path: String,
    pub reads: bool,
    pub status: u16,
    pub bytes: u32,
}

/// A line that is no visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    pub number: usize,
    pub reason: String,
}

impl fmt::Display for BadLine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}: {}", self.number, self.reason)
    }
}

/// All visits of a log; the first bad line ends it.
pub fn parse_log(text: &str, sites: &Sites) -> Result<Vec<Visit>, BadLine> {
    let mut visits = Vec::with_capacity(text.len() / 64);
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        if line.is_empty() {
            continue;
        }
        let mut fields = line.split(' ');
        let time = number_field(fields.next(), "time", number)?;
        let request = number_field(fields.next(), "request", number)?;
        let host = text_field(fields.next(), "host", number)?;
        let site = sites.by_host.get(&host.to_string()).copied();
        let client = text_field(fields.next(), "client", number)?;
        let method = text_field(fields.next(), "method", number)?;
        let path = text_field(fields.next(), "path", number)?;
        visits.push(Visit {
            time,
            request,
            site: site.unwrap_or(UNKNOWN),
            client: client.to_string(),
            path: path.to_string(),
            reads: READING.contains(&method),
            status: number_field(fields.next(), "status", number)?,
            bytes: number_field(fields.next(), "bytes", number)?,
        });
    }
    Ok(visits)
}

fn text_field<'a>(field: Option<&'a str>, name: &str, number: usize) -> Result<&'a str, BadLine> {
    field.ok_or_else(|| BadLine {
        number,
        reason: format!("has no {name}"),
    })
}

fn number_field<T: FromStr>(field: Option<&str>, name: &str, number: usize) -> Result<T, BadLine> {
    let field = text_field(field, name, number)?;
    field.parse().map_err(|_| BadLine {
        number,
        reason: format!("the {name} `{field}` is no number"),
    })
}
