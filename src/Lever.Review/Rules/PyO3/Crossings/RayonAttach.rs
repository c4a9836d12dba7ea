// needs: pyo3, rayon
//! Fixture of px-rayon-attach.
use pyo3::prelude::*;
use rayon::prelude::*;

pub fn lengths(objects: &[Py<PyAny>]) -> Vec<usize> {
    objects.par_iter().map(|object| Python::attach(|py| object.bind(py).len().unwrap_or(0))).collect() // expect: px-rayon-attach
}

#[pyfunction]
fn called(callback: Py<PyAny>, values: Vec<f64>) -> Vec<f64> {
    // The calling thread holds the interpreter meanwhile: nothing goes on.
    values
        .into_par_iter()
        .map(|value| Python::with_gil(|py| callback.call1(py, (value,)).and_then(|given| given.extract(py)).unwrap_or(value))) // expect: px-rayon-attach
        .collect()
}

pub fn both(first: &Py<PyAny>, second: &Py<PyAny>) -> (usize, usize) {
    rayon::join(
        || Python::attach(|py| first.bind(py).len().unwrap_or(0)), // expect: px-rayon-attach
        || Python::attach(|py| second.bind(py).len().unwrap_or(0)), // expect: px-rayon-attach
    )
}

pub fn computed(callback: &Py<PyAny>, values: Vec<f64>) -> PyResult<f64> {
    // Computed by many, told once.
    let sum: f64 = values.par_iter().map(|value| value.sqrt()).sum();
    Python::attach(|py| callback.call1(py, (sum,))?.extract(py))
}

pub fn checked(callback: &Py<PyAny>, values: &[f64]) {
    values.par_iter().for_each(|value| {
        if value.is_nan() {
            // Rare.
            Python::attach(|py| callback.call1(py, (*value,)).ok());
        }
    });
}

pub fn serial(objects: &[Py<PyAny>]) -> Vec<usize> {
    Python::attach(|py| objects.iter().map(|object| object.bind(py).len().unwrap_or(0)).collect())
}
