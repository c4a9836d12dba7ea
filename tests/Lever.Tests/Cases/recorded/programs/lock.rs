//! Four threads that share one table under a parking_lot Mutex; prints the share of their time spent waiting for it.
use parking_lot::Mutex;
use std::{sync::Arc, time::{Duration, Instant}, hint::black_box};
fn digest(n: u64) -> u64 { (0..n).fold(1u64, |a, i| black_box(a.wrapping_mul(6364136223846793005).wrapping_add(i))) }
#[inline(never)]
fn record(table: &Mutex<Vec<u64>>, key: usize, waited: &mut Duration) {
    let start = Instant::now();
    let mut held = table.lock();
    *waited += start.elapsed();
    held[key % 64] += digest(4000);
}
#[inline(never)]
fn prepare(key: usize) -> usize { digest(1000) as usize ^ key }
fn main() {
    let seconds: f64 = std::env::args().nth(1).and_then(|s| s.parse().ok()).unwrap_or(3.0);
    let table = Arc::new(Mutex::new(vec![0u64; 64]));
    let threads: Vec<_> = (0..4).map(|t| { let table = table.clone(); std::thread::spawn(move || {
        let (start, mut waited, mut key) = (Instant::now(), Duration::ZERO, t);
        while start.elapsed().as_secs_f64() < seconds { record(&table, prepare(key), &mut waited); key += 1; }
        (start.elapsed(), waited)
    })}).collect();
    let (mut all, mut waited) = (0.0, 0.0);
    for t in threads { let (a, w) = t.join().unwrap(); all += a.as_secs_f64(); waited += w.as_secs_f64(); }
    eprintln!("waited {:.3}", waited / all);
}
