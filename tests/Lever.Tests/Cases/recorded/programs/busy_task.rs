//! A task on tokio that computes: the runtime around it does next to nothing.
use std::{time::{Duration, Instant}, hint::black_box};
#[inline(never)]
fn render() -> u64 { (0..3_000_000u64).fold(1, |a, i| black_box(a.wrapping_mul(31) + i)) }
async fn handle() -> u64 { tokio::time::sleep(Duration::from_millis(1)).await; render() }
fn main() {
    let seconds: f64 = std::env::args().nth(1).and_then(|s| s.parse().ok()).unwrap_or(3.0);
    let rt = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let sum = rt.block_on(async move {
        let (start, mut sum) = (Instant::now(), 0u64);
        while start.elapsed().as_secs_f64() < seconds { sum = sum.wrapping_add(handle().await); }
        sum
    });
    eprintln!("{sum}");
}
