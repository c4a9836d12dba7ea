//! Tasks that each hold one lock through a wait of 1 ms against tasks that wait first and lock then.
//!
//! SIZES: 1, 8, 32
//! WINS: n >= 8
//! METRIC: wall
//! SAME: result
use std::cell::{RefCell, RefMut};
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

/// Waits for a lock without blocking the thread, as the lock of an async library does.
struct Locking<'a>(&'a RefCell<u64>);

impl<'a> Future for Locking<'a> {
    type Output = RefMut<'a, u64>;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<RefMut<'a, u64>> {
        match self.0.try_borrow_mut() {
            Ok(guard) => Poll::Ready(guard),
            Err(_) => Poll::Pending,
        }
    }
}

async fn held(total: &RefCell<u64>, number: u64) {
    let mut total = Locking(total).await;
    after_wait(1_000).await;
    *total += number;
}

async fn brief(total: &RefCell<u64>, number: u64) {
    after_wait(1_000).await;
    *Locking(total).await += number;
}

fn before(numbers: &[u64]) -> u64 {
    let total = RefCell::new(0);
    run(numbers.iter().map(|number| Box::pin(held(&total, *number)) as Pin<Box<dyn Future<Output = ()>>>).collect());
    total.into_inner()
}

fn after(numbers: &[u64]) -> u64 {
    let total = RefCell::new(0);
    run(numbers.iter().map(|number| Box::pin(brief(&total, *number)) as Pin<Box<dyn Future<Output = ()>>>).collect());
    total.into_inner()
}
