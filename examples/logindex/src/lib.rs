//! Indexes the access logs of many sites and reports on them.

pub mod audience;
pub mod index;
pub mod report;
pub mod sites;
pub mod tally;
pub mod traffic;
pub mod visit;
