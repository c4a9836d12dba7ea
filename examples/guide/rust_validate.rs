//! Section 6 and Example C, the side of Rust: `validate_items.py` calls it.

use pyo3::prelude::*;
use pyo3::types::PyBytes;

fn validate(item: &str) -> bool {
    !item.is_empty() && item.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[pyfunction]
fn rust_validate(item: &str) -> bool {
    validate(item)
}

/// The fix that the guide gives. It copies every item: for short texts it is slower than what it mends, see examples/tokencount.
#[pyfunction]
fn rust_validate_batch(items: Vec<String>) -> Vec<bool> { // expect: px-vec-arg-copy
    items.iter().map(|i| validate(i)).collect()
}

fn process_one(py: Python<'_>, item: &PyObject) -> PyResult<PyObject> {
    item.call_method0(py, "strip") // expect: px-uninterned-name
}

/// Called bad, for taking the interpreter's lock for each item. It does not: whoever has `py` holds the lock.
#[pyfunction]
fn process_items(py: Python<'_>, items: Vec<PyObject>) -> PyResult<Vec<PyObject>> {
    items.iter().map(|item| process_one(py, item)).collect()
}

fn transform(data: &[u8]) -> Vec<u8> {
    data.iter().map(u8::to_ascii_uppercase).collect()
}

/// Called free of copies. The argument is; before PyO3 0.23 the answer is a list of numbers, an object for each byte.
#[pyfunction]
fn process_bytes(data: &[u8]) -> PyResult<Vec<u8>> { // expect: px-bytes-double-copy
    Ok(transform(data))
}

#[pyfunction]
fn process_bytes_owned(py: Python<'_>, data: Py<PyBytes>) -> PyResult<Py<PyBytes>> {
    let bytes = data.as_bytes(py);
    Ok(if bytes.is_ascii() { data } else { PyBytes::new(py, b"").into() })
}

#[pymodule]
fn rust_validate_module(_py: Python<'_>, module: &PyModule) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(rust_validate, module)?)?;
    module.add_function(wrap_pyfunction!(rust_validate_batch, module)?)?;
    module.add_function(wrap_pyfunction!(process_items, module)?)?;
    module.add_function(wrap_pyfunction!(process_bytes, module)?)?;
    module.add_function(wrap_pyfunction!(process_bytes_owned, module)?)
}
