// needs: pyo3
//! Fixture of px-import-per-call.
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyModule, PyType};

pub fn decimals<'py>(py: Python<'py>, texts: &[String]) -> PyResult<Vec<Bound<'py, PyAny>>> {
    texts.iter().map(|text| py.import("decimal")?.getattr("Decimal")?.call1((text,))).collect() // expect: px-import-per-call
}

pub fn loaded<'py>(py: Python<'py>, documents: &[String]) -> PyResult<Bound<'py, PyDict>> {
    let all = PyDict::new(py);
    for (at, document) in documents.iter().enumerate() {
        let value = PyModule::import(py, "json")?.call_method1("loads", (document,))?; // expect: px-import-per-call
        all.set_item(at, value)?;
    }
    Ok(all)
}

#[pyclass]
pub struct Key {
    id: u64,
}

#[pymethods]
impl Key {
    #[new]
    fn new(py: Python<'_>, id: u64) -> PyResult<Self> {
        // Objects are made more rarely than they are compared.
        py.import("warnings")?.call_method1("warn", ("keys are old",))?;
        Ok(Key { id })
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>, py: Python<'_>) -> PyResult<bool> {
        let set = py.import("collections.abc")?.getattr("Set")?; // expect: px-import-per-call, tier C
        Ok(other.is_instance(&set)? && self.id == 0)
    }

    fn doubled<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.eval(c"lambda x: 2 * x", None, None)?.call1((self.id,)) // expect: px-import-per-call, tier B
    }

    fn shown(&self, py: Python<'_>) -> PyResult<String> {
        py.import("builtins")?.getattr("hex")?.call1((self.id,))?.extract() // expect: px-import-per-call, tier C
    }

    fn kept<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        // Imported once, in a cell.
        static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        DECIMAL.import(py, "decimal", "Decimal")?.call1((self.id,))
    }

    fn filled<'py>(&self, py: Python<'py>) -> PyResult<&'py Py<PyModule>> {
        static MODULE: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
        // In the cell's own initializer.
        MODULE.get_or_try_init(py, || Ok(py.import("math")?.unbind()))
    }

    fn named<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyModule>> {
        // Nobody knows which before.
        py.import(name)
    }
}

#[pymodule]
fn fixture(module: &Bound<'_, PyModule>) -> PyResult<()> {
    // When the module is loaded.
    let abc = module.py().import("collections.abc")?;
    abc.getattr("Mapping")?.call_method1("register", (module.getattr("Key")?,))?;
    module.add_class::<Key>()
}
