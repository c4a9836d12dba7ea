// needs: pyo3, rayon
//! Fixture of px-missing-detach.
use pyo3::prelude::*;
use pyo3::types::PyList;
use rayon::prelude::*;
use std::sync::mpsc::Receiver;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

#[pyfunction]
fn pause(milliseconds: u64) {
    thread::sleep(Duration::from_millis(milliseconds)); // expect: px-missing-detach, tier A
}

#[pyfunction]
fn loaded(py: Python<'_>, path: &str) -> PyResult<String> {
    let text = std::fs::read_to_string(path)?; // expect: px-missing-detach, tier B
    // Told with the one above.
    let other = std::fs::read_to_string(format!("{path}.old"))?;
    let _ = py;
    Ok(text + &other)
}

#[pyclass]
pub struct Queue {
    waiting: Mutex<Receiver<u64>>,
    path: String,
    last: u64,
}

#[pymethods]
impl Queue {
    fn next(&self) -> Option<u64> {
        let waiting = self.waiting.lock().unwrap();
        waiting.recv().ok() // expect: px-missing-detach
    }

    fn answered(&self, py: Python<'_>) -> u64 {
        let task = thread::spawn(|| 1);
        let count = task.join().unwrap(); // expect: px-missing-detach
        let _ = py;
        count
    }

    fn shared(&self) -> u64 {
        // A lock is held for a moment.
        *self.last_of().lock().unwrap()
    }

    fn exists(&self) -> bool {
        // A microsecond.
        std::path::Path::new(&self.path).exists()
    }

    fn detached(&self, py: Python<'_>) -> PyResult<String> {
        let path = self.path.clone();
        // Let go of.
        Ok(py.detach(|| std::fs::read_to_string(path))?)
    }

    fn later(&self) {
        // The other thread is not attached.
        thread::spawn(|| thread::sleep(Duration::from_millis(1)));
    }
}

impl Queue {
    fn last_of(&self) -> Mutex<u64> {
        Mutex::new(self.last)
    }

    fn wait(&self) {
        // Called from Rust, nobody knows how.
        thread::sleep(Duration::from_millis(1));
    }
}

pub fn summed(py: Python<'_>, rows: Vec<Vec<f64>>) -> Vec<f64> {
    let sums: Vec<f64> = rows.par_iter().map(|row| row.iter().sum()).collect(); // expect: px-missing-detach
    let _ = py;
    sums
}

pub fn written(list: &Bound<'_, PyList>, runtime: &tokio::runtime::Runtime) -> PyResult<()> {
    // What is waited for touches the list.
    runtime.block_on(async { list.append(1) })
}

pub fn tried(callback: &Py<PyAny>) -> PyResult<()> {
    Python::attach(|py| {
        if let Err(error) = callback.call0(py) {
            // Where something went wrong.
            return Err(error).inspect_err(|_| thread::sleep(Duration::from_millis(1)));
        }
        thread::sleep(Duration::from_millis(20)); // expect: px-missing-detach
        Ok(())
    })
}

#[pyfunction]
fn waited(token: crate::prelude::Token<'_>, milliseconds: u64) {
    // It lets go of the interpreter, though the file does not show what `token` is.
    token.detach(|| thread::sleep(Duration::from_millis(milliseconds)));
}
