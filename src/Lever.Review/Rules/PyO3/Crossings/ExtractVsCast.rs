// needs: pyo3
//! Fixture of px-extract-vs-cast.
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyList};

pub fn text_of(object: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(whole) = object.extract::<i64>() { // expect: px-extract-vs-cast, tier B
        Ok(format!("{whole}"))
    } else if let Ok(number) = object.extract::<f64>() {
        // Told with the one above.
        Ok(format!("{number:.2}"))
    } else {
        object.extract()
    }
}

pub fn numbers(objects: &Bound<'_, PyList>) -> Vec<f64> {
    let mut all = Vec::new();
    for object in objects {
        if let Ok(number) = object.extract::<f64>() { // expect: px-extract-vs-cast, tier B
            all.push(number);
        }
    }
    all
}

pub fn named(objects: &Bound<'_, PyList>) -> usize {
    objects.iter().filter(|object| object.getattr(intern!(object.py(), "name")).is_ok()).count() // expect: px-extract-vs-cast, tier B
}

pub fn prices(rows: &Bound<'_, PyAny>) -> PyResult<f64> {
    let mut sum = 0.0;
    for row in rows.try_iter()? {
        let row = row?;
        if let Ok(price) = row.get_item("price") { // expect: px-extract-vs-cast, tier B
            sum += price.extract::<f64>()?;
        }
    }
    Ok(sum)
}

pub fn once(object: &Bound<'_, PyAny>) -> bool {
    object.extract::<u64>().is_ok() // expect: px-extract-vs-cast, with a profile
}

pub fn wide(object: &Bound<'_, PyAny>) -> PyResult<String> {
    // A whole number either way, tried for its range; and what is none of both is an error.
    if let Ok(small) = object.extract::<i64>() {
        Ok(small.to_string())
    } else if let Ok(large) = object.extract::<i128>() {
        Ok(large.to_string())
    } else {
        Err(pyo3::exceptions::PyTypeError::new_err("not a whole number"))
    }
}

pub fn tested(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    // A question makes no exception.
    if object.is_instance_of::<PyInt>() {
        return object.extract::<i64>();
    }
    // The error is used.
    object.getattr(intern!(object.py(), "count"))?.extract()
}

pub fn shared(objects: &Bound<'_, PyList>) -> usize {
    // Types of Python's own fail for next to nothing, and so do texts.
    objects.iter().filter(|object| object.extract::<Bound<'_, PyDict>>().is_ok() || object.extract::<String>().is_ok()).count()
}

pub fn held(dict: &Bound<'_, PyDict>, names: &[&str]) -> usize {
    // The dict's own lookup gives an option.
    names.iter().filter(|name| matches!(dict.get_item(name), Ok(Some(_)))).count()
}
