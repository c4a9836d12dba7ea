//! A parser that takes the rest of its buffer to a vector of its own for every frame; prints the share of time in the copy.
use std::{time::{Duration, Instant}, hint::black_box};
#[inline(never)]
fn rest(buffer: &[u8]) -> Vec<u8> { buffer[65536..].to_vec() }
#[inline(never)]
fn parse(data: &[u8], spent: &mut Duration) -> u64 {
    let s = Instant::now();
    let (mut buffer, mut sum) = (data.to_vec(), 0u64);
    *spent += s.elapsed();
    while buffer.len() > 65536 {
        let s = Instant::now(); buffer = rest(&buffer); *spent += s.elapsed();
        sum += buffer.iter().take(40_000).map(|&b| black_box(b) as u64).sum::<u64>();
    }
    sum
}
fn main() {
    let seconds: f64 = std::env::args().nth(1).and_then(|s| s.parse().ok()).unwrap_or(3.0);
    let data = vec![1u8; 65536 * 16];
    let (start, mut spent, mut sum) = (Instant::now(), Duration::ZERO, 0);
    while start.elapsed().as_secs_f64() < seconds { sum += parse(&data, &mut spent); }
    eprintln!("planted {:.2} {sum}", spent.as_secs_f64() / start.elapsed().as_secs_f64());
}
