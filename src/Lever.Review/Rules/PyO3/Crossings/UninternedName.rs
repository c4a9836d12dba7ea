// needs: pyo3
//! Fixture of px-uninterned-name.
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use std::collections::HashMap;

pub struct Order {
    id: u64,
    price: f64,
}

pub fn total(py: Python<'_>, orders: &Bound<'_, PyAny>) -> PyResult<f64> {
    let mut sum = 0.0;
    for order in orders.try_iter()? {
        let order = order?;
        sum += order.getattr("price")?.extract::<f64>()? * order.getattr("quantity")?.extract::<f64>()? + order.getattr("fee")?.extract::<f64>()?; // expect: px-uninterned-name, tier A
    }
    let _ = py;
    Ok(sum)
}

#[pyfunction]
pub fn rows<'py>(py: Python<'py>, orders: Vec<PyRef<'py, Row>>) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for order in orders {
        let row = PyDict::new(py);
        row.set_item("id", order.id)?; // expect: px-uninterned-name, tier C
        // Told together with the one above.
        row.set_item("price", order.price)?;
        row.set_item("total", order.price * 2.0)?;
        list.append(row)?;
    }
    Ok(list)
}

#[pyclass]
pub struct Row {
    id: u64,
    price: f64,
}

pub fn closed(handles: &[Py<PyAny>]) -> PyResult<()> {
    Python::attach(|py| {
        handles.iter().try_for_each(|handle| handle.call_method0(py, "close").map(|_| ())) // expect: px-uninterned-name, tier C
    })
}

impl<'py> IntoPyObject<'py> for Order {
    type Target = PyDict;
    type Output = Bound<'py, PyDict>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let dict = PyDict::new(py);
        dict.set_item("id", self.id)?; // expect: px-uninterned-name, tier C
        dict.set_item("price", self.price)?;
        Ok(dict)
    }
}

#[pyfunction]
pub fn described(object: &Bound<'_, PyAny>) -> PyResult<String> {
    // Once a call: told with a profile.
    object.getattr("__doc__")?.extract() // expect: px-uninterned-name, tier C
}

pub fn decimals<'py>(py: Python<'py>, texts: &[String]) -> PyResult<Vec<Bound<'py, PyAny>>> {
    // The import is what costs.
    texts.iter().map(|text| py.import("decimal")?.getattr("Decimal")?.call1((text,))).collect()
}

pub fn prices(py: Python<'_>, orders: &Bound<'_, PyList>) -> PyResult<Vec<f64>> {
    // Made once.
    orders.iter().map(|order| order.getattr(intern!(py, "price"))?.extract()).collect()
}

pub fn fields<'py>(object: &Bound<'py, PyAny>, names: &[String]) -> PyResult<Vec<Bound<'py, PyAny>>> {
    // The names are not known before.
    names.iter().map(|name| object.getattr(name.as_str())).collect()
}

pub fn counted(words: &[&str], counts: &HashMap<String, u64>) -> u64 {
    let mut sum = 0;
    for _ in words {
        // No object of Python's.
        sum += counts.get_item("total");
    }
    sum
}

trait GetItem {
    fn get_item(&self, name: &str) -> u64;
}

impl GetItem for HashMap<String, u64> {
    fn get_item(&self, name: &str) -> u64 {
        self[name]
    }
}

pub struct Change(u64, u64);

impl<'py> FromPyObject<'_, 'py> for Change {
    type Error = PyErr;

    fn extract(change: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match change.get_type().name()?.to_str()? {
            // One arm alone is taken, and of each object it reads one name.
            "Added" => Ok(Change(change.getattr("added")?.extract()?, 0)), // expect: px-uninterned-name, tier C
            "Removed" => Ok(Change(0, change.getattr("removed")?.extract()?)),
            _ => Ok(Change(0, 0)),
        }
    }
}

pub struct Quote([f64; 10]);

impl<'py> IntoPyObject<'py> for Quote {
    type Target = PyDict;
    type Output = Bound<'py, PyDict>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let dict = PyDict::new(py);
        dict.set_item("open", self.0[0])?; // expect: px-uninterned-name, tier B
        dict.set_item("high", self.0[1])?;
        dict.set_item("low", self.0[2])?;
        dict.set_item("close", self.0[3])?;
        dict.set_item("volume", self.0[4])?;
        dict.set_item("time", self.0[5])?;
        dict.set_item("bid", self.0[6])?;
        dict.set_item("ask", self.0[7])?;
        dict.set_item("spread", self.0[8])?;
        dict.set_item("turnover", self.0[9])?;
        Ok(dict)
    }
}
