//! A future that holds an array of n bytes across a wait and is moved twice, against one that holds a vector.
//!
//! SIZES: 512, 16_384
//! WINS: n >= 16384
//! METRIC: cpu
//! SAME: result
use std::future::Future;
use std::hint::black_box;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

struct Nobody;

impl Wake for Nobody {
    fn wake(self: Arc<Self>) {}
}

/// Waits for one poll.
struct Once(bool);

impl Future for Once {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}

fn inputs(n: usize, _: u64) -> usize {
    n
}

async fn with_small_array(byte: u8) -> u8 {
    let mut buffer = [0u8; 512];
    buffer[256] = byte;
    black_box(&mut buffer);
    Once(false).await;
    buffer[256]
}

async fn with_array(byte: u8) -> u8 {
    let mut buffer = [0u8; 16_384];
    buffer[8_192] = byte;
    black_box(&mut buffer);
    Once(false).await;
    buffer[8_192]
}

async fn with_vector(length: usize, byte: u8) -> u8 {
    let mut buffer = vec![0u8; length];
    buffer[length / 2] = byte;
    black_box(&mut buffer);
    Once(false).await;
    buffer[length / 2]
}

/// A join holds its futures in a vector, a task in a box.
fn run<F: Future<Output = u8>>(future: F) -> u8 {
    let joined = black_box(vec![future]);
    let waker = Waker::from(Arc::new(Nobody));
    let mut context = Context::from_waker(&waker);
    let mut sum = 0;
    for future in joined {
        let mut task = Box::pin(future);
        loop {
            if let Poll::Ready(byte) = task.as_mut().poll(&mut context) {
                sum += byte;
                break;
            }
        }
    }
    sum
}

fn before(n: &usize) -> u8 {
    if *n == 512 {
        run(with_small_array(7))
    } else {
        run(with_array(7))
    }
}

fn after(n: &usize) -> u8 {
    run(with_vector(*n, 7))
}
