// needs: pyo3
//! Fixture of px-pyclass-by-value.
use pyo3::prelude::*;
use std::sync::Arc;

#[pyclass(from_py_object)]
#[derive(Clone)]
pub struct Order {
    symbol: String,
    tags: Vec<String>,
    price: f64,
}

#[pyclass(from_py_object)]
#[derive(Clone, Copy)]
pub struct Money {
    cents: i64,
}

#[pyclass(from_py_object)]
#[derive(Clone)]
pub struct Shared {
    rows: Arc<Vec<f64>>,
}

#[pyfunction]
fn fee(order: Order) -> f64 { // expect: px-pyclass-by-value
    order.price * 0.001
}

#[pyfunction]
fn total(orders: Vec<Order>) -> f64 { // expect: px-pyclass-by-value
    orders.iter().map(|order| order.price).sum()
}

#[pyclass]
pub struct Book {
    orders: Vec<Order>,
}

#[pymethods]
impl Book {
    fn holds(&self, order: Order) -> bool { // expect: px-pyclass-by-value
        self.orders.iter().any(|other| other.symbol == order.symbol && other.tags == order.tags)
    }

    fn add(&mut self, order: Order) {
        // Kept.
        self.orders.push(order);
    }

    fn changed(&self, mut order: Order) -> Order {
        // Changed, and another object.
        order.price *= 2.0;
        order
    }

    fn before(&self, order: PyRef<'_, Order>) -> bool {
        // Borrowed.
        self.orders.iter().any(|other| other.symbol < order.symbol)
    }
}

#[pyfunction]
fn cents(money: Money) -> i64 {
    // A number.
    money.cents
}

#[pyfunction]
fn rows(shared: Shared) -> usize {
    // A count of who shares it.
    shared.rows.len()
}

fn symbol(order: Order) -> usize {
    // Called from Rust.
    order.symbol.len()
}
