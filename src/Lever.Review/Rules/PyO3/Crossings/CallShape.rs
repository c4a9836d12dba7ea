// needs: pyo3
//! Fixture of px-call-shape.
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

pub fn filled(list: &Bound<'_, PyAny>, values: &[f64]) -> PyResult<()> {
    for value in values {
        list.call_method1("append", (*value,))?; // expect: px-call-shape, tier C
    }
    Ok(())
}

pub fn rounded<'py>(py: Python<'py>, round: &Bound<'py, PyAny>, value: f64) -> PyResult<Bound<'py, PyAny>> {
    let kwargs = PyDict::new(py);
    kwargs.set_item("ndigits", 2)?;
    round.call((value,), Some(&kwargs)) // expect: px-call-shape, tier C
}

pub fn paired<'py>(py: Python<'py>, function: &Bound<'py, PyAny>, one: f64, other: f64) -> PyResult<Bound<'py, PyAny>> {
    function.call1(PyTuple::new(py, [one, other])?) // expect: px-call-shape, tier C
}

pub fn tupled<'py>(function: &Bound<'py, PyAny>, one: f64, other: f64) -> PyResult<Bound<'py, PyAny>> {
    // A tuple of Rust.
    function.call1((one, other))
}

pub fn spread<'py>(py: Python<'py>, function: &Bound<'py, PyAny>, values: &[f64]) -> PyResult<Bound<'py, PyAny>> {
    // Nobody knows how many.
    function.call1(PyTuple::new(py, values)?)
}

pub fn named<'py>(py: Python<'py>, function: &Bound<'py, PyAny>, names: &[String]) -> PyResult<Bound<'py, PyAny>> {
    let kwargs = PyDict::new(py);
    for name in names {
        // Names of the caller's.
        kwargs.set_item(name, 1)?;
    }
    function.call((), Some(&kwargs))
}

pub fn closed(handles: &[Bound<'_, PyAny>]) -> PyResult<()> {
    for handle in handles {
        // Another object's method each time.
        handle.call_method0(intern!(handle.py(), "close"))?;
    }
    Ok(())
}

pub fn once(list: &Bound<'_, PyAny>) -> PyResult<()> {
    list.call_method0("sort").map(|_| ())
}
