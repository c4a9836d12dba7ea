//! Fixture of rs-false-sharing.

use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

pub struct Counters {
    hits: Vec<AtomicU64>, // expect: rs-false-sharing
    misses: [AtomicU32; 16], // expect: rs-false-sharing
    queues: Arc<[Mutex<u32>]>, // expect: rs-false-sharing
    sizes: Vec<AtomicUsize>,
    padded: Vec<Padded>,
    plain: Vec<u64>,
    lists: Vec<Mutex<[u64; 16]>>,
}

#[repr(align(64))]
pub struct Padded(AtomicU64);

impl Counters {
    pub fn hit(&self, thread_id: usize) {
        self.hits[thread_id].fetch_add(1, Ordering::Relaxed);
    }

    pub fn miss(&self, worker: usize) {
        self.misses[worker % 16].fetch_add(1, Ordering::Relaxed);
    }

    pub fn push(&self, shard: usize) {
        *self.queues[shard].lock().unwrap() += 1;
    }

    // By what comes along, not by thread.
    pub fn size(&self, bucket: usize) -> usize {
        self.sizes[bucket].load(Ordering::Relaxed)
    }

    // A line for each.
    pub fn padded(&self, thread_id: usize) {
        self.padded[thread_id].0.fetch_add(1, Ordering::Relaxed);
    }

    // Nobody else can write it.
    pub fn plain(&mut self, thread_id: usize) {
        self.plain[thread_id] += 1;
    }

    // Each has more than a line.
    pub fn list(&self, thread_id: usize) -> u64 {
        self.lists[thread_id].lock().unwrap()[0]
    }
}
