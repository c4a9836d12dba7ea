// needs: pyo3
//! Fixture of px-detach-too-small.
use pyo3::prelude::*;
use std::sync::Mutex;

#[pyfunction]
fn mixed(py: Python<'_>, key: u64, seed: u64) -> u64 {
    py.detach(|| key.wrapping_mul(31) ^ seed) // expect: px-detach-too-small
}

#[pyclass]
pub struct Counter {
    count: u64,
    steps: Vec<u64>,
    guarded: Mutex<u64>,
}

#[pymethods]
impl Counter {
    fn next(&self, py: Python<'_>) -> u64 {
        let next = py.allow_threads(|| self.count + 1); // expect: px-detach-too-small
        next
    }

    fn length(&self, py: Python<'_>) -> usize {
        py.detach(|| self.steps.len()) // expect: px-detach-too-small
    }

    fn locked(&self, py: Python<'_>) -> u64 {
        // The lock may be held by a thread that waits for the interpreter.
        py.detach(|| *self.guarded.lock().unwrap())
    }

    fn total(&self, py: Python<'_>) -> u64 {
        // As long as there are steps.
        py.detach(|| self.steps.iter().sum())
    }

    fn unknown(&self, py: Python<'_>) -> u64 {
        // Nobody knows how long it takes.
        py.detach(|| self.computed())
    }
}

impl Counter {
    fn computed(&self) -> u64 {
        self.steps.iter().map(|step| step * step).sum()
    }
}

pub fn weighed(py: Python<'_>, weights: &[f64]) -> f64 {
    let mut sum = 0.0;
    for weight in weights {
        sum += py.detach(|| weight * 2.0); // expect: px-detach-too-small
    }
    sum
}
