//! Who came, and to what.

use crate::visit::Visit;
use std::collections::{HashMap, HashSet};

/// Where automatic clients give themselves away.
const TRAPS: &str = "/robots.txt";

/// Every client once, in the order in which they came.
pub fn visitors(visits: &[Visit]) -> Vec<String> {
    let mut seen = Vec::new();
    for visit in visits {
        if !seen.contains(&visit.client) {
            seen.push(visit.client.clone());
        }
    }
    seen
}

/// Clients that asked for what only programs ask for.
pub fn robots(visits: &[Visit]) -> HashSet<&str> {
    let mut robots = HashSet::new();
    for visit in visits {
        if visit.path.contains(TRAPS) {
            robots.insert(visit.client.as_str());
        }
    }
    robots
}

/// How many pages people looked at.
pub fn page_views(visits: &[Visit], robots: &HashSet<&str>) -> usize {
    let mut views = 0;
    for visit in visits {
        if visit.reads && visit.status < 400 && !robots.contains(visit.client.as_str()) {
            views += 1;
        }
    }
    views
}

/// The pages that the first few visitors came in by, each once.
pub fn first_pages(visits: &[Visit]) -> Vec<&str> {
    let mut pages = Vec::new();
    for visit in visits.iter().take(5) {
        if !pages.contains(&visit.path.as_str()) {
            pages.push(visit.path.as_str());
        }
    }
    pages
}

/// How often each path failed. Few do, so nothing is reserved.
pub fn failures(visits: &[Visit]) -> HashMap<&str, u32> {
    let mut failures = HashMap::new();
    for visit in visits {
        if visit.status >= 500 {
            *failures.entry(visit.path.as_str()).or_insert(0) += 1;
        }
    }
    failures
}
