//! A pool of two threads started for each call against one that is kept.
//!
//! SIZES: 100, 10_000
//! WINS: always
//! METRIC: wall
//! SAME: result
use std::sync::mpsc::{channel, Sender};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;

use crate::forms::Random;

type Job = (Arc<Vec<u64>>, bool, Sender<u64>);

struct Pool {
    jobs: Sender<Job>,
}

impl Pool {
    fn new() -> Pool {
        let (jobs, waiting) = channel::<Job>();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..2 {
            let waiting = waiting.clone();
            thread::spawn(move || loop {
                let job = waiting.lock().unwrap().recv();
                let Ok((numbers, odd, answer)) = job else { return };
                let _ = answer.send(numbers.iter().filter(|number| (*number % 2 == 1) == odd).sum());
            });
        }
        Pool { jobs }
    }

    fn sum(&self, numbers: &Arc<Vec<u64>>) -> u64 {
        let (answer, answers) = channel();
        for odd in [false, true] {
            self.jobs.send((numbers.clone(), odd, answer.clone())).unwrap();
        }
        drop(answer);
        answers.iter().sum()
    }
}

fn inputs(n: usize, seed: u64) -> Arc<Vec<u64>> {
    let mut random = Random::new(seed);
    Arc::new((0..n).map(|_| random.next() >> 32).collect())
}

fn before(numbers: &Arc<Vec<u64>>) -> u64 {
    let pool = Pool::new();
    pool.sum(numbers)
}

fn after(numbers: &Arc<Vec<u64>>) -> u64 {
    static POOL: OnceLock<Mutex<Pool>> = OnceLock::new();
    POOL.get_or_init(|| Mutex::new(Pool::new())).lock().unwrap().sum(numbers)
}
