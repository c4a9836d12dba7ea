//! Very many tiny tasks on tokio: the runtime's own work is most of the time.
use std::{time::Instant, hint::black_box};
async fn add(a: u64, b: u64) -> u64 { tokio::task::yield_now().await; black_box(a + b) }
fn main() {
    let seconds: f64 = std::env::args().nth(1).and_then(|s| s.parse().ok()).unwrap_or(3.0);
    let rt = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build().unwrap();
    let total = rt.block_on(async move {
        let (start, mut total) = (Instant::now(), 0u64);
        while start.elapsed().as_secs_f64() < seconds {
            let tasks: Vec<_> = (0..100).map(|i| tokio::spawn(add(i, 1))).collect();
            for t in tasks { total += t.await.unwrap(); }
        }
        total
    });
    eprintln!("{total}");
}
