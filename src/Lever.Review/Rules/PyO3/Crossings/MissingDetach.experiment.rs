//! Two threads that need one lock for a moment each time: one waits in between with the lock in its hand, or puts it down before.
//!
//! SIZES: 10, 40
//! WINS: always
//! METRIC: wall
//! SAME: result
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

fn inputs(n: usize, _seed: u64) -> usize {
    n
}

fn waits(turns: usize, interpreter: &Mutex<u64>, holds: bool) {
    for _ in 0..turns {
        let guard = interpreter.lock().unwrap();
        if holds {
            thread::sleep(Duration::from_micros(500));
            drop(guard);
        } else {
            drop(guard);
            thread::sleep(Duration::from_micros(500));
        }
    }
}

fn both(turns: usize, holds: bool) -> u64 {
    let interpreter = Mutex::new(0u64);
    thread::scope(|scope| {
        scope.spawn(|| waits(turns, &interpreter, holds));
        waits(turns, &interpreter, holds);
    });
    interpreter.into_inner().unwrap()
}

fn before(turns: &usize) -> u64 {
    both(*turns, true)
}

fn after(turns: &usize) -> u64 {
    both(*turns, false)
}
