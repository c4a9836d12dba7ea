// needs: pyo3
//! Fixture of px-attach-sequence.
use pyo3::prelude::*;
use std::time::Duration;

pub fn described(object: Py<PyAny>) -> (String, usize) {
    let text = Python::attach(|py| object.bind(py).to_string()); // expect: px-attach-sequence
    let length = Python::attach(|py| object.bind(py).len().unwrap_or(0));
    (text, length)
}

pub struct Handler {
    callback: Py<PyAny>,
}

impl Handler {
    pub fn probe(&self) -> PyResult<(bool, i64, String)> {
        let is_none = Python::with_gil(|py| self.callback.is_none(py)); // expect: px-attach-sequence
        let count = 3;
        let number = Python::with_gil(|py| self.callback.extract::<i64>(py))?;
        let text = Python::with_gil(|py| self.callback.extract::<String>(py))?;
        Ok((is_none, number + count, text))
    }

    pub fn send(&self, value: f64) {
        let argument = Python::attach(|py| value.into_pyobject(py).unwrap().into_any().unbind()); // expect: px-attach-sequence
        Python::attach(|py| self.callback.call1(py, (argument,)).ok());
    }

    pub fn paused(&self) {
        // Others are meant to run in between.
        Python::attach(|py| self.callback.call0(py).ok());
        std::thread::sleep(Duration::from_millis(5));
        Python::attach(|py| self.callback.call0(py).ok());
    }

    pub async fn awaited(&self) {
        // The task may move to another thread.
        let text = Python::attach(|py| self.callback.bind(py).to_string());
        store(text).await;
        Python::attach(|py| self.callback.call0(py).ok());
    }

    pub fn either(&self, is_new: bool) {
        // Only one of them runs.
        if is_new {
            Python::attach(|py| self.callback.call0(py).ok());
        } else {
            Python::attach(|py| self.callback.call1(py, (1,)).ok());
        }
    }

    pub fn summed(&self, values: &[f64]) -> f64 {
        // The work in between may be long.
        Python::attach(|py| self.callback.call0(py).ok());
        let mut sum = 0.0;
        for value in values {
            sum += value;
        }
        Python::attach(|py| self.callback.call1(py, (sum,)).ok());
        sum
    }
}

#[pyfunction]
pub fn nested(py: Python<'_>, object: Py<PyAny>) -> usize {
    // The thread is attached already.
    let first = Python::attach(|py| object.bind(py).len().unwrap_or(0));
    let second = Python::attach(|py| object.bind(py).len().unwrap_or(0));
    let _ = py;
    first + second
}

async fn store(_: String) {}
