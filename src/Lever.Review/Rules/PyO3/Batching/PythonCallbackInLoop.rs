// needs: pyo3
//! Fixture of px-python-callback-in-loop.
use pyo3::prelude::*;
use std::cmp::Ordering;

#[pyfunction]
fn ordered<'py>(mut rows: Vec<Bound<'py, PyAny>>, less: Bound<'py, PyAny>) -> Vec<Bound<'py, PyAny>> {
    rows.sort_by(|one, other| match less.call1((one, other)).and_then(|less| less.is_truthy()) { // expect: px-python-callback-in-loop, tier B
        Ok(true) => Ordering::Less,
        _ => Ordering::Greater,
    });
    rows
}

#[pyfunction]
fn mapped(values: Vec<f64>, function: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    let mut all = Vec::with_capacity(values.len());
    for value in values {
        all.push(function.call1((value,))?.extract()?); // expect: px-python-callback-in-loop, with a profile
    }
    Ok(all)
}

#[pyclass]
pub struct Filter {
    accept: Py<PyAny>,
}

#[pymethods]
impl Filter {
    fn kept(&self, py: Python<'_>, values: Vec<u64>) -> usize {
        values.iter().filter(|value| self.accept.call1(py, (**value,)).and_then(|kept| kept.is_truthy(py)).unwrap_or(false)).count() // expect: px-python-callback-in-loop, with a profile
    }

    fn whole(&self, py: Python<'_>, values: Vec<u64>) -> PyResult<Py<PyAny>> {
        // Once for all of them.
        self.accept.call1(py, (values,))
    }

    fn ticked(&self, py: Python<'_>, turns: usize) {
        for _ in 0..turns {
            // It is told nothing of the turn: the call itself is what is wanted.
            let _ = self.accept.call0(py);
        }
    }
}

#[pyfunction]
fn called_all(functions: Vec<Bound<'_, PyAny>>) -> PyResult<()> {
    for function in functions {
        // Another function on each turn.
        function.call0()?;
    }
    Ok(())
}

#[pyfunction]
fn by_key(mut rows: Vec<(f64, Py<PyAny>)>) -> Vec<(f64, Py<PyAny>)> {
    // Compared in Rust.
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    rows
}
