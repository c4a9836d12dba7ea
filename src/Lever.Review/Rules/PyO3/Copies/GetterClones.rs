// needs: pyo3
//! Fixture of px-getter-clones.
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use std::collections::HashMap;

#[pyclass]
pub struct Series {
    #[pyo3(get)]
    values: Vec<f64>, // expect: px-getter-clones, with a profile
    #[pyo3(get, set)]
    name: String, // expect: px-getter-clones, with a profile
    // A number costs next to nothing.
    #[pyo3(get)]
    count: usize,
    // Shared.
    #[pyo3(get)]
    labels: Py<PyTuple>,
    // Not read by Python.
    weights: HashMap<String, f64>,
    rows: Vec<Vec<f64>>,
}

#[pymethods]
impl Series {
    #[getter]
    fn weights(&self) -> HashMap<String, f64> { // expect: px-getter-clones, with a profile
        self.weights.clone()
    }

    #[getter]
    fn first(&self) -> Option<f64> {
        self.values.first().copied()
    }

    #[getter]
    fn totals(&self) -> Vec<f64> {
        // Computed, not copied.
        self.rows.iter().map(|row| row.iter().sum()).collect()
    }

    fn to_rows(&self) -> Vec<Vec<f64>> {
        // A call says that it makes something.
        self.rows.clone()
    }
}

pub struct Plain {
    pub values: Vec<f64>,
}

#[pyclass(get_all)]
pub struct Point {
    x: f64,
    tags: Vec<String>, // expect: px-getter-clones, with a profile
}

#[pyclass]
pub struct Amount {
    units: u64,
}

impl std::fmt::Display for Amount {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", self.units)
    }
}

#[pymethods]
impl Amount {
    #[getter]
    fn text(&self) -> String {
        // Written anew, and no copy of a field.
        self.to_string()
    }
}
