//! Sums over all visits, on several threads.

use crate::visit::Visit;
use std::sync::{Arc, Mutex};
use std::thread;

/// What is counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    pub visits: u64,
    pub bytes: u64,
    /// By hundreds: the third is what went well.
    pub statuses: [u64; 6],
}

impl Tally {
    pub fn add(&mut self, visit: &Visit) {
        self.visits += 1;
        self.bytes += u64::from(visit.bytes);
        self.statuses[usize::from(visit.status / 100).min(5)] += 1;
    }

    fn merge(&mut self, other: &Tally) {
        self.visits += other.visits;
        self.bytes += other.bytes;
        for (sum, part) in self.statuses.iter_mut().zip(other.statuses) {
            *sum += part;
        }
    }
}

/// Adds up all visits on `threads` threads.
pub fn tally(visits: &[Visit], threads: usize) -> Tally {
    let total = Mutex::new(Tally::default());
    thread::scope(|scope| {
        for part in visits.chunks(visits.len().div_ceil(threads).max(1)) {
            let total = &total;
            scope.spawn(move || {
                for visit in part {
                    total.lock().unwrap().add(visit);
                }
            });
        }
    });
    total.into_inner().unwrap()
}

/// The same for some sites only, each on a thread of its own.
pub fn tally_sites(visits: &Arc<Vec<Visit>>, sites: &[u32]) -> Tally {
    let total = Arc::new(Mutex::new(Tally::default()));
    let mut workers = Vec::with_capacity(sites.len());
    for &site in sites {
        let (visits, total) = (Arc::clone(visits), Arc::clone(&total));
        workers.push(thread::spawn(move || {
            let mut own = Tally::default();
            for visit in visits.iter() {
                if visit.site == site {
                    own.add(visit);
                }
            }
            total.lock().unwrap().merge(&own);
        }));
    }
    for worker in workers {
        worker.join().unwrap();
    }
    let sum = total.lock().unwrap().clone();
    sum
}
