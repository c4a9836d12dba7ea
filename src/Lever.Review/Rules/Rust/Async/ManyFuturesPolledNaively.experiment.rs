//! Results that come in one after the other: all that are waited for asked again each time, against only the one that was woken.
//!
//! SIZES: 4, 100, 2_000
//! WINS: n >= 100
//! LOSES: n <= 4
//! RUST: >=1.65
//! METRIC: cpu
//! SAME: result
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

use crate::forms::Random;

/// Where a result comes in.
#[derive(Default)]
struct Place {
    result: AtomicU64,
    waker: Mutex<Option<Waker>>,
}

impl Place {
    fn fill(&self, result: u64) {
        self.result.store(result, Ordering::Release);
        if let Some(waker) = self.waker.lock().unwrap().take() {
            waker.wake();
        }
    }
}

struct Result(Arc<Place>);

impl Future for Result {
    type Output = u64;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u64> {
        match self.0.result.load(Ordering::Acquire) {
            0 => {
                *self.0.waker.lock().unwrap() = Some(context.waker().clone());
                Poll::Pending
            }
            result => Poll::Ready(result),
        }
    }
}

/// The executor's own: whether its only task is to be polled again.
#[derive(Default)]
struct Task(AtomicBool);

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release);
    }
}

/// Fills the places in an order, and polls the task whenever it is woken.
fn run(mut task: impl Future<Output = u64> + Unpin, places: &[Arc<Place>], order: &[usize]) -> u64 {
    let woken = Arc::new(Task::default());
    let waker = Waker::from(woken.clone());
    let mut context = Context::from_waker(&waker);
    assert!(Pin::new(&mut task).poll(&mut context).is_pending());
    for place in order {
        places[*place].fill(*place as u64 + 1);
        if woken.0.swap(false, Ordering::AcqRel) {
            if let Poll::Ready(sum) = Pin::new(&mut task).poll(&mut context) {
                return sum;
            }
        }
    }
    0
}

fn inputs(n: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    Random::new(seed).shuffle(&mut order);
    order
}

struct AskingAll {
    waiting: Vec<Option<Result>>,
    sum: u64,
}

impl Future for AskingAll {
    type Output = u64;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u64> {
        let AskingAll { waiting, sum } = &mut *self;
        let mut is_pending = false;
        for place in waiting.iter_mut() {
            if let Some(result) = place {
                match Pin::new(result).poll(context) {
                    Poll::Ready(result) => {
                        *sum += result;
                        *place = None;
                    }
                    Poll::Pending => is_pending = true,
                }
            }
        }
        if is_pending { Poll::Pending } else { Poll::Ready(*sum) }
    }
}

/// Puts its number on the list of what was woken, and wakes the task.
struct Number {
    number: usize,
    woken: Arc<Mutex<Vec<usize>>>,
    task: Waker,
}

impl Wake for Number {
    fn wake(self: Arc<Self>) {
        self.woken.lock().unwrap().push(self.number);
        self.task.wake_by_ref();
    }
}

struct AskingTheWoken {
    waiting: Vec<Option<Result>>,
    wakers: Vec<Waker>,
    woken: Arc<Mutex<Vec<usize>>>,
    left: usize,
    sum: u64,
}

impl Future for AskingTheWoken {
    type Output = u64;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u64> {
        let AskingTheWoken { waiting, wakers, woken, left, sum } = &mut *self;
        if wakers.is_empty() {
            wakers.extend((0..waiting.len()).map(|number| Waker::from(Arc::new(Number { number, woken: woken.clone(), task: context.waker().clone() }))));
            woken.lock().unwrap().extend(0..waiting.len());
        }
        loop {
            let Some(number) = woken.lock().unwrap().pop() else { break };
            let Some(result) = &mut waiting[number] else { continue };
            if let Poll::Ready(result) = Pin::new(result).poll(&mut Context::from_waker(&wakers[number])) {
                *sum += result;
                *left -= 1;
                waiting[number] = None;
            }
        }
        if *left > 0 { Poll::Pending } else { Poll::Ready(*sum) }
    }
}

fn places(order: &[usize]) -> (Vec<Arc<Place>>, Vec<Option<Result>>) {
    let places: Vec<Arc<Place>> = order.iter().map(|_| Arc::new(Place::default())).collect();
    let waiting = places.iter().map(|place| Some(Result(place.clone()))).collect();
    (places, waiting)
}

fn before(order: &[usize]) -> u64 {
    let (places, waiting) = places(order);
    run(AskingAll { waiting, sum: 0 }, &places, order)
}

fn after(order: &[usize]) -> u64 {
    let (places, waiting) = places(order);
    run(AskingTheWoken { left: waiting.len(), waiting, wakers: Vec::new(), woken: Arc::default(), sum: 0 }, &places, order)
}
