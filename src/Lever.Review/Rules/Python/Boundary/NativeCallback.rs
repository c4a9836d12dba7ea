use pyo3::prelude::*;

#[pyfunction]
fn weight(item: f64) -> f64 {
    item * 0.5
}

#[pyfunction]
fn weights(items: Vec<f64>) -> Vec<f64> {
    items.into_iter().map(weight).collect()
}

#[pyfunction]
fn upper(found: &PyAny) -> String {
    found.to_string()
}

#[pyfunction]
fn simulate(seed: u64) -> u64 {
    let mut total = 0;
    for turn in 0..seed {
        total += turn;
    }
    total
}

#[pymodule]
fn native(_py: Python<'_>, module: &PyModule) -> PyResult<()> {
    Ok(())
}
