//! Requests of 200 µs awaited one after the other against ten at a time.
//!
//! SIZES: 1, 10, 100
//! WINS: n >= 10
//! METRIC: wall
//! SAME: result
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use crate::forms::Random;

/// A wait of a clock that keeps nobody else waiting.
struct Timer(Instant);

impl Future for Timer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.0 {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}

fn after_wait(microseconds: u64) -> Timer {
    Timer(Instant::now() + Duration::from_micros(microseconds))
}

struct Nobody;

impl Wake for Nobody {
    fn wake(self: Arc<Self>) {}
}

/// Polls tasks in turn on this thread until all are done.
fn run<T>(mut tasks: Vec<Pin<Box<dyn Future<Output = T> + '_>>>) -> Vec<T> {
    let waker = Waker::from(Arc::new(Nobody));
    let mut context = Context::from_waker(&waker);
    let mut results: Vec<Option<T>> = tasks.iter().map(|_| None).collect();
    while results.iter().any(Option::is_none) {
        for (task, result) in tasks.iter_mut().zip(&mut results) {
            if result.is_none() {
                if let Poll::Ready(value) = task.as_mut().poll(&mut context) {
                    *result = Some(value);
                }
            }
        }
        std::hint::spin_loop();
    }
    results.into_iter().flatten().collect()
}

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() % 1_000).collect()
}

async fn request(number: u64) -> u64 {
    after_wait(200).await;
    number * 3
}

fn before(numbers: &[u64]) -> u64 {
    run(vec![Box::pin(async move {
        let mut sum = 0;
        for number in numbers {
            sum += request(*number).await;
        }
        sum
    })])[0]
}

fn after(numbers: &[u64]) -> u64 {
    let mut sum = 0;
    for part in numbers.chunks(10) {
        sum += run(part.iter().map(|number| Box::pin(request(*number)) as Pin<Box<dyn Future<Output = u64>>>).collect()).iter().sum::<u64>();
    }
    sum
}
