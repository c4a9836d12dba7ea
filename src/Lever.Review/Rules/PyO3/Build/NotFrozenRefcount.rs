// needs: pyo3
//! Fixture of px-not-frozen-refcount.
use pyo3::prelude::*;

#[pyclass]
pub struct Point { // expect: px-not-frozen-refcount, tier C
    x: f64,
    y: f64,
}

#[pymethods]
impl Point {
    #[new]
    fn new(x: f64, y: f64) -> Self {
        Point { x, y }
    }

    fn length(&self) -> f64 {
        self.x.hypot(self.y)
    }
}

#[pyclass(name = "Side", get_all)]
pub struct Edge { // expect: px-not-frozen-refcount, tier C
    from: usize,
    to: usize,
}

#[pymethods]
impl Edge {
    fn is_loop(&self) -> bool {
        self.from == self.to
    }
}

#[cfg_attr(feature = "python", pyo3::pyclass(module = "shapes"))]
pub struct Area { // expect: px-not-frozen-refcount, tier C
    size: f64,
}

#[pymethods]
impl Area {
    fn doubled(&self) -> f64 {
        self.size * 2.0
    }
}

// Says so.
#[pyclass(frozen)]
pub struct Fixed {
    size: f64,
}

#[pymethods]
impl Fixed {
    fn doubled(&self) -> f64 {
        self.size * 2.0
    }
}

// Changed by a method.
#[pyclass(subclass)]
pub struct Counter {
    count: u64,
}

#[pymethods]
impl Counter {
    fn next(&mut self) -> u64 {
        self.count += 1;
        self.count
    }
}

// Changed by Python.
#[pyclass]
pub struct Settings {
    #[pyo3(get, set)]
    depth: usize,
}

#[pymethods]
impl Settings {
    fn twice(&self) -> usize {
        self.depth * 2
    }
}

// Derived from another class, which may change.
#[pyclass(extends = Counter)]
pub struct Special {
    name: String,
}

#[pymethods]
impl Special {
    fn name(&self) -> &str {
        &self.name
    }
}

// Its methods are in another file, and may change it.
#[pyclass]
pub struct Elsewhere {
    rows: Vec<f64>,
}
