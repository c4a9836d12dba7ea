use pyo3::prelude::*;

#[pyfunction]
fn scale(value: f64) -> f64 {
    value * 2.0
}

#[pyfunction]
fn scale_batch(values: Vec<f64>) -> Vec<f64> {
    values.into_iter().map(scale).collect()
}

#[pyfunction]
#[pyo3(name = "clamp")]
fn clamp_value(value: i64, low: i64, high: i64) -> i64 {
    value.max(low).min(high)
}

#[pyfunction]
fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[pyfunction]
fn simulate(seed: u64) -> f64 {
    let mut total = 0.0;
    for turn in 0..seed {
        total += turn as f64;
    }
    total
}

#[pyfunction]
fn advance(state: u64, item: u64) -> u64 {
    state ^ item
}

#[pyfunction]
fn matches(item: u64) -> bool {
    item % 7 == 0
}

#[pymodule]
fn native(_py: Python<'_>, module: &PyModule) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(scale, module)?)?;
    module.add_function(wrap_pyfunction!(scale_batch, module)?)?;
    Ok(())
}
