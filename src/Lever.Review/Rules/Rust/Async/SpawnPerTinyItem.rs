// needs: tokio
//! Fixture of rs-spawn-per-tiny-item.

use std::thread;

pub fn squares(numbers: Vec<u64>) -> Vec<u64> {
    let mut workers = Vec::new();
    for number in numbers {
        workers.push(thread::spawn(move || number * number)); // expect: rs-spawn-per-tiny-item
    }
    workers.into_iter().map(|worker| worker.join().unwrap()).collect()
}

pub fn tasks(numbers: &[u64]) {
    for &number in numbers {
        tokio::spawn(async move { number.wrapping_mul(3) }); // expect: rs-spawn-per-tiny-item
    }
}

pub async fn awaited(numbers: &[u64]) -> u64 {
    let mut sum = 0;
    for &number in numbers {
        sum += tokio::spawn(work(number)).await.unwrap(); // expect: rs-spawn-per-tiny-item
    }
    sum
}

pub async fn once(number: u64) -> u64 {
    tokio::spawn(work(number)).await.unwrap() // expect: rs-spawn-per-tiny-item, tier C
}

async fn work(number: u64) -> u64 {
    number
}

fn long(number: u64) -> u64 {
    (0..number).sum()
}

pub fn unknown(numbers: Vec<u64>) -> Vec<thread::JoinHandle<u64>> {
    let mut workers = Vec::new();
    for number in numbers {
        // What the function takes is not known.
        workers.push(thread::spawn(move || long(number)));
    }
    workers
}

pub fn few() -> Vec<thread::JoinHandle<u64>> {
    let mut workers = Vec::new();
    for number in 0..4u64 {
        // Four threads.
        workers.push(thread::spawn(move || number * 2));
    }
    workers
}

pub fn beside(numbers: Vec<u64>) {
    for number in numbers {
        // Work that waits runs beside others.
        tokio::spawn(async move { work(number).await });
    }
}

pub fn buffered(numbers: Vec<u64>) -> Vec<impl std::future::Future<Output = u64>> {
    // Whoever polls the futures runs several at once, each on a worker of its own.
    numbers.into_iter().map(|number| async move { tokio::spawn(work(number)).await.unwrap() }).collect()
}
