//! The index: where each request is, and what the viewer shows of it.

use crate::visit::Visit;
use std::collections::HashMap;
use std::io::{self, Read};

/// What the viewer shows of a request. The viewer is written in C and maps these as they are.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    pub failed: bool,
    pub request: i64,
    pub bytes: i32,
}

/// What stands at the top of the viewer's page, for the same C, the widest field first.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    pub requests: u64,
    pub sites: u32,
    pub version: u32,
}

/// An answer of many bytes, as this crate keeps it for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Large {
    pub failed: bool,
    pub request: i64,
    pub bytes: i32,
}

/// Where each request is among the visits.
pub fn positions(visits: &[Visit]) -> HashMap<u64, u32> {
    let mut positions = HashMap::new();
    for (at, visit) in visits.iter().enumerate() {
        positions.insert(visit.request, at as u32);
    }
    positions
}

/// What the viewer shows, in order of visits.
pub fn postings(visits: &[Visit]) -> Vec<Posting> {
    visits
        .iter()
        .map(|visit| Posting {
            failed: visit.status >= 400,
            request: visit.request as i64,
            bytes: visit.bytes as i32,
        })
        .collect()
}

/// Answers of at least `bytes` bytes. How many there are is known only afterwards.
pub fn large(visits: &[Visit], bytes: u32) -> Vec<Large> {
    let mut large = Vec::new();
    for visit in visits {
        if visit.bytes >= bytes {
            large.push(Large {
                failed: visit.status >= 400,
                request: visit.request as i64,
                bytes: visit.bytes as i32,
            });
        }
    }
    large
}

/// A checksum over an index as it lies on disk, read in pieces.
pub fn checksum(mut stored: impl Read) -> io::Result<u64> {
    let mut piece = vec![0; 64 * 1024];
    let mut sum = 0xcbf2_9ce4_8422_2325;
    loop {
        let length = stored.read(&mut piece)?;
        if length == 0 {
            return Ok(sum);
        }
        for &byte in &piece[..length] {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
