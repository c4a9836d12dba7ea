//! Values asked of another thread and waited for one by one against all asked at once.
//!
//! SIZES: 10, 1_000
//! WINS: n >= 1000
//! METRIC: wall
//! SAME: result
use crate::forms::Random;
use std::sync::mpsc;
use std::thread;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    (0..n).map(|_| random.next() >> 40).collect()
}

fn asked(parts: Vec<Vec<u64>>) -> u64 {
    let (ask, questions) = mpsc::channel::<Vec<u64>>();
    let (answer, answers) = mpsc::channel::<u64>();
    thread::scope(|scope| {
        scope.spawn(move || {
            for part in questions {
                answer.send(part.iter().map(|value| value * 3).sum()).unwrap();
            }
        });
        let mut sum = 0;
        for part in parts {
            ask.send(part).unwrap();
            sum += answers.recv().unwrap();
        }
        drop(ask);
        sum
    })
}

fn before(values: &[u64]) -> u64 {
    asked(values.iter().map(|value| vec![*value]).collect())
}

fn after(values: &[u64]) -> u64 {
    asked(vec![values.to_vec()])
}
