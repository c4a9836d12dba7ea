// needs: pyo3, serde_json
//! Fixture of px-deep-convert.
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::collections::HashMap;

#[pyfunction]
fn timeout(options: HashMap<String, f64>) -> f64 { // expect: px-deep-convert
    options.get("timeout").copied().unwrap_or(30.0)
}

#[pyfunction]
#[pyo3(signature = (name, options=None))]
fn opened(name: &str, options: Option<HashMap<String, String>>) -> String { // expect: px-deep-convert
    let mode = options.as_ref().and_then(|all| all.get("mode")).cloned().unwrap_or_default();
    format!("{name}{mode}")
}

#[pyclass]
pub struct Client {
    headers: HashMap<String, String>,
    info: HashMap<String, serde_json::Value>,
}

#[pymethods]
impl Client {
    #[new]
    fn new(headers: HashMap<String, String>) -> Self {
        // Kept.
        Client { headers, info: HashMap::new() }
    }

    fn send(&self, options: HashMap<String, u64>) -> u64 { // expect: px-deep-convert
        if options.contains_key("retries") {
            options["retries"] + options["timeout"]
        } else {
            0
        }
    }

    fn merged(&self, headers: HashMap<String, String>) -> usize {
        // All of it is read.
        headers.iter().filter(|(name, _)| !self.headers.contains_key(*name)).count()
    }

    fn header(&self, name: &str, headers: HashMap<String, String>) -> Option<String> {
        // Nobody knows which key before.
        headers.get(name).cloned()
    }

    fn asked(&self, options: &Bound<'_, PyDict>) -> PyResult<bool> {
        // The dict itself.
        options.contains("timeout")
    }

    fn shown<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let shown = PyDict::new(py);
        for (key, value) in &self.info {
            let text = serde_json::to_string(value).unwrap_or_default();
            shown.set_item(key, py.import("json")?.call_method1("loads", (text,))?)?; // expect: px-deep-convert
        }
        Ok(shown)
    }

    fn parsed(&self, given: &Bound<'_, PyAny>) -> PyResult<u64> {
        let json = given.py().import("json")?;
        let text: String = json.call_method1("dumps", (given,))?.extract()?; // expect: px-deep-convert
        Ok(serde_json::from_str::<HashMap<String, u64>>(&text).map(|all| all.len() as u64).unwrap_or(0))
    }

    fn written(&self, given: &Bound<'_, PyAny>) -> PyResult<String> {
        // The text is what is wanted.
        given.py().import("json")?.call_method1("dumps", (given,))?.extract()
    }
}
