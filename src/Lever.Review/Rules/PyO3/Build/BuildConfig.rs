// needs: pyo3
//! Fixture of px-build-config. What manifests say is tested with manifests.
use pyo3::prelude::*;

#[pymodule(gil_used = true)]
fn shapes(module: &Bound<'_, PyModule>) -> PyResult<()> { // expect: px-build-config, tier C
    module.add("VERSION", 3)
}

#[pymodule(name = "lines", gil_used = true)]
mod segments { // expect: px-build-config, tier C
    use pyo3::prelude::*;

    #[pyfunction]
    fn length(from: f64, to: f64) -> f64 {
        to - from
    }

    // Built with the module around it.
    #[pymodule(gil_used = true)]
    mod inner {}
}

#[pymodule]
#[pyo3(name = "other")]
fn others(module: &Bound<'_, PyModule>) -> PyResult<()> {
    // Says nothing of the lock.
    module.add("VERSION", 3)
}

// Runs without the lock.
#[pymodule(gil_used = false)]
fn safe(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("VERSION", 3)
}

#[pymodule(gil_used = true, name = "points")]
fn points(module: &Bound<'_, PyModule>) -> PyResult<()> { // expect: px-build-config, tier C
    module.add("VERSION", 4)
}
