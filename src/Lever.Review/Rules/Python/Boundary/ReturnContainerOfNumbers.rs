use pyo3::prelude::*;

#[pyfunction]
fn samples(count: usize) -> Vec<f64> {
    (0..count).map(|index| index as f64).collect()
}

#[pyfunction]
fn names(count: usize) -> Vec<String> {
    vec![String::new(); count]
}

#[pyfunction]
fn total(values: Vec<f64>) -> f64 {
    values.iter().sum()
}

#[pymodule]
fn native(_py: Python<'_>, module: &PyModule) -> PyResult<()> {
    Ok(())
}
