//! A lock with a queue for tasks, taken by polling a future, against a `Mutex` of the standard library; nobody waits.
//!
//! SIZES: 10, 1_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use std::cell::UnsafeCell;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

use crate::forms::Random;

/// A semaphore of one permit and a queue of wakers, as the async locks have it.
struct Queued {
    permits: AtomicUsize,
    waiters: Mutex<VecDeque<Waker>>,
    value: UnsafeCell<u64>,
}

unsafe impl Sync for Queued {}

struct Locking<'a>(&'a Queued);

impl<'a> Future for Locking<'a> {
    type Output = Guard<'a>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Guard<'a>> {
        if self.0.permits.compare_exchange(1, 0, Ordering::AcqRel, Ordering::Acquire).is_ok() {
            return Poll::Ready(Guard(self.0));
        }
        self.0.waiters.lock().unwrap().push_back(context.waker().clone());
        Poll::Pending
    }
}

struct Guard<'a>(&'a Queued);

impl Guard<'_> {
    fn add(&mut self, number: u64) {
        unsafe { *self.0.value.get() += number }
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let mut waiters = self.0.waiters.lock().unwrap();
        self.0.permits.store(1, Ordering::Release);
        if let Some(waiter) = waiters.pop_front() {
            waiter.wake();
        }
    }
}

struct Nobody;

impl Wake for Nobody {
    fn wake(self: Arc<Self>) {}
}

struct Inputs {
    numbers: Vec<u64>,
    waker: Waker,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    Inputs { numbers: (0..n).map(|_| random.next() >> 40).collect(), waker: Waker::from(Arc::new(Nobody)) }
}

fn before(inputs: &Inputs) -> u64 {
    let total = Queued { permits: AtomicUsize::new(1), waiters: Mutex::new(VecDeque::new()), value: UnsafeCell::new(0) };
    let mut task = Box::pin(async {
        for number in &inputs.numbers {
            Locking(&total).await.add(*number);
        }
    });
    let done = task.as_mut().poll(&mut Context::from_waker(&inputs.waker)).is_ready();
    drop(task);
    total.value.into_inner() + u64::from(done)
}

fn after(inputs: &Inputs) -> u64 {
    let total = Mutex::new(0);
    let mut task = Box::pin(async {
        for number in &inputs.numbers {
            *total.lock().unwrap() += *number;
        }
    });
    let done = task.as_mut().poll(&mut Context::from_waker(&inputs.waker)).is_ready();
    drop(task);
    total.into_inner().unwrap() + u64::from(done)
}
