// needs: pyo3, pyo3-async-runtimes
//! Fixture of px-async-bridge-per-item.
use pyo3::prelude::*;
use pyo3_async_runtimes::tokio::future_into_py;
use std::sync::Arc;

#[pyclass]
pub struct Client {
    address: String,
    state: Arc<tokio::sync::Mutex<u64>>,
}

#[pymethods]
impl Client {
    fn address<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let address = self.address.clone();
        pyo3_async_runtimes::tokio::future_into_py(py, async move { Ok(address) }) // expect: px-async-bridge-per-item
    }

    fn length<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let address = self.address.clone();
        future_into_py(py, async move { // expect: px-async-bridge-per-item
            let length = address.len();
            Ok(length * 2)
        })
    }

    fn all<'py>(&self, py: Python<'py>, names: Vec<String>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let mut made = Vec::new();
        for name in names {
            made.push(future_into_py(py, async move { Ok(resolve(name).await) })?); // expect: px-async-bridge-per-item
        }
        Ok(made)
    }

    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let state = self.state.clone();
        // It waits for its turn.
        future_into_py(py, async move { Ok(*state.lock().await) })
    }

    fn resolved<'py>(&self, py: Python<'py>, names: Vec<String>) -> PyResult<Bound<'py, PyAny>> {
        future_into_py(py, async move {
            let mut all = Vec::new();
            for name in names {
                all.push(resolve(name).await);
            }
            Ok(all)
        })
    }

    fn streamed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        // Not there yet.
        future_into_py(py, async move { Err::<u64, _>(pyo3::exceptions::PyNotImplementedError::new_err("streams")) })
    }

    fn ordered<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        future_into_py(py, async move {
            // Asks the server once it is implemented.
            Ok(0u64)
        })
    }

    fn hashed<'py>(&self, py: Python<'py>, data: Vec<u8>) -> PyResult<Bound<'py, PyAny>> {
        // Long work, off Python's thread.
        future_into_py(py, async move {
            let mut sum = 0u64;
            for byte in data {
                sum = sum.wrapping_mul(31).wrapping_add(u64::from(byte));
            }
            Ok(sum)
        })
    }
}

async fn resolve(name: String) -> String {
    name
}
