//! Fixture of rs-many-futures-polled-naively.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

type Request = Pin<Box<dyn Future<Output = u64> + Send>>;

pub struct All {
    waiting: Vec<Option<Request>>,
    sum: u64,
}

impl Future for All {
    type Output = u64;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u64> {
        let All { waiting, sum } = &mut *self;
        let mut is_pending = false;
        for place in waiting.iter_mut() {
            if let Some(request) = place {
                match request.as_mut().poll(context) { // expect: rs-many-futures-polled-naively, tier C
                    Poll::Ready(size) => {
                        *sum += size;
                        *place = None;
                    }
                    Poll::Pending => is_pending = true,
                }
            }
        }
        if is_pending { Poll::Pending } else { Poll::Ready(*sum) }
    }
}

pub async fn first(mut requests: HashMap<u32, Request>) -> (u32, u64) {
    std::future::poll_fn(move |context| {
        for (id, request) in requests.iter_mut() {
            if let Poll::Ready(size) = request.as_mut().poll(context) { // expect: rs-many-futures-polled-naively, tier C
                return Poll::Ready((*id, size));
            }
        }
        Poll::Pending
    })
    .await
}

pub fn is_any_ready(requests: &mut [Request], context: &mut Context<'_>) -> bool {
    requests.iter_mut().any(|request| request.as_mut().poll(context).is_ready()) // expect: rs-many-futures-polled-naively, tier C
}

pub fn lines(text: &str, open: fn(&str) -> Request, context: &mut Context<'_>) -> usize {
    let mut requests = Vec::new();
    for line in text.lines() {
        requests.push(open(line));
    }
    let mut ready = 0;
    for request in requests.iter_mut() {
        if request.as_mut().poll(context).is_ready() { // expect: rs-many-futures-polled-naively
            ready += 1;
        }
    }
    ready
}

pub fn two(pair: &mut [Request; 2], context: &mut Context<'_>) -> bool {
    // Two of them.
    pair.iter_mut().all(|request| request.as_mut().poll(context).is_ready())
}

pub struct Marked {
    is_woken: AtomicBool,
    request: Request,
}

pub fn woken(requests: &mut [Marked], context: &mut Context<'_>) -> u64 {
    let mut sum = 0;
    for marked in requests.iter_mut() {
        if !marked.is_woken.swap(false, Ordering::AcqRel) {
            continue;
        }
        // Only what was woken comes here.
        if let Poll::Ready(size) = marked.request.as_mut().poll(context) {
            sum += size;
        }
    }
    sum
}

pub fn again(request: &mut Request, turns: usize, context: &mut Context<'_>) -> Option<u64> {
    for _ in 0..turns {
        // One future, several times.
        if let Poll::Ready(size) = request.as_mut().poll(context) {
            return Some(size);
        }
    }
    None
}

pub struct Question;

impl Question {
    fn poll(&self, people: &[String]) -> usize {
        people.len()
    }
}

pub fn asked(questions: &[Question], people: &[String]) -> usize {
    // Another kind of poll.
    questions.iter().map(|question| question.poll(people)).sum()
}
