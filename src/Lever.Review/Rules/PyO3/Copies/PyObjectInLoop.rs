// needs: pyo3
//! Fixture of px-py-object-in-loop.
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};

pub struct Order {
    id: u64,
    price: f64,
    symbol: String,
}

pub fn sides<'py>(py: Python<'py>, orders: &[f64], list: &Bound<'py, PyList>) -> PyResult<()> {
    for order in orders {
        list.append((PyString::new(py, "buy"), *order))?; // expect: px-py-object-in-loop, tier A
    }
    Ok(())
}

pub fn tagged<'py>(py: Python<'py>, orders: &[f64]) -> Vec<Bound<'py, PyString>> {
    orders.iter().map(|_| PyString::new(py, "order")).collect() // expect: px-py-object-in-loop, tier A
}

pub fn listed<'py>(py: Python<'py>, orders: &[Order]) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py); // expect: px-py-object-in-loop, with a profile
    for order in orders {
        list.append(order.price)?;
    }
    Ok(list)
}

pub fn rows<'py>(py: Python<'py>, orders: &[Order]) -> PyResult<Vec<Bound<'py, PyDict>>> {
    let mut all = Vec::with_capacity(orders.len());
    for order in orders {
        let row = PyDict::new(py); // expect: px-py-object-in-loop, with a profile
        row.set_item(intern!(py, "id"), order.id)?;
        row.set_item(intern!(py, "price"), order.price)?;
        row.set_item(intern!(py, "symbol"), &order.symbol)?;
        all.push(row);
    }
    Ok(all)
}

pub fn whole<'py>(py: Python<'py>, orders: &[Order]) -> PyResult<Bound<'py, PyList>> {
    // In one piece.
    PyList::new(py, orders.iter().map(|order| order.price))
}

pub fn some<'py>(py: Python<'py>, orders: &[Order]) -> PyResult<Bound<'py, PyList>> {
    // Nobody knows how many before.
    let list = PyList::empty(py);
    for order in orders {
        if order.price > 0.0 {
            list.append(order.price)?;
        }
    }
    Ok(list)
}

pub fn symbols<'py>(py: Python<'py>, orders: &[Order]) -> Vec<Bound<'py, PyString>> {
    // Another text each time.
    orders.iter().map(|order| PyString::new(py, &order.symbol)).collect()
}

pub fn once<'py>(py: Python<'py>, order: &Order) -> PyResult<Bound<'py, PyDict>> {
    // One row.
    let row = PyDict::new(py);
    row.set_item(intern!(py, "id"), order.id)?;
    row.set_item(intern!(py, "price"), order.price)?;
    row.set_item(intern!(py, "kind"), PyString::new(py, "order"))?;
    Ok(row)
}

pub fn by_symbol<'py>(py: Python<'py>, orders: &[Vec<Order>]) -> PyResult<Vec<Bound<'py, PyDict>>> {
    let mut all = Vec::new();
    for group in orders {
        // The keys are those of the group.
        let prices = PyDict::new(py);
        for order in group {
            prices.set_item(&order.symbol, order.price)?;
        }
        all.push(prices);
    }
    Ok(all)
}
