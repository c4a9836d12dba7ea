// needs: pyo3
//! Fixture of px-bytes-double-copy.
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::io::Read;

fn encoded<'py>(py: Python<'py>, values: &[u16]) -> Bound<'py, PyBytes> {
    let mut buffer = vec![0u8; values.len() * 2];
    for (pair, value) in buffer.chunks_exact_mut(2).zip(values) {
        pair.copy_from_slice(&value.to_le_bytes());
    }
    PyBytes::new(py, &buffer) // expect: px-bytes-double-copy
}

#[pyclass]
pub struct Source {
    file: std::fs::File,
}

#[pymethods]
impl Source {
    fn block<'py>(&mut self, py: Python<'py>, length: usize) -> PyResult<Bound<'py, PyBytes>> {
        let mut buffer = vec![0; length];
        self.file.read_exact(&mut buffer)?;
        Ok(PyBytes::new(py, &buffer)) // expect: px-bytes-double-copy
    }

    fn header<'py>(&mut self, py: Python<'py>) -> PyResult<Py<PyBytes>> {
        let mut head = vec![0u8; 16];
        head[0] = 1;
        head[15] = 255;
        let made = PyBytes::new(py, head.as_slice().as_ref());
        // What is handed over is not the vector itself.
        Ok(made.unbind())
    }

    fn later<'py>(&mut self, py: Python<'py>, length: usize) -> PyResult<Bound<'py, PyBytes>> {
        let mut buffer = vec![0; length];
        let file = &mut self.file;
        // Filled while detached, when the object may not be touched.
        py.detach(|| file.read_exact(&mut buffer))?;
        Ok(PyBytes::new(py, &buffer))
    }

    fn rest<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        // Nobody knows its size before: told with a profile.
        let mut buffer = Vec::new();
        self.file.read_to_end(&mut buffer)?;
        Ok(PyBytes::new(py, &buffer)) // expect: px-bytes-double-copy, with a profile
    }

    fn some<'py>(&mut self, py: Python<'py>, most: usize) -> PyResult<Bound<'py, PyBytes>> {
        let mut buffer = vec![0; most];
        let read = self.file.read(&mut buffer)?;
        // It gets shorter.
        buffer.truncate(read);
        Ok(PyBytes::new(py, &buffer))
    }

    fn checked<'py>(&mut self, py: Python<'py>, length: usize) -> PyResult<(Bound<'py, PyBytes>, u32)> {
        let mut buffer = vec![0u8; length];
        buffer.fill(7);
        // Read once more afterwards.
        let bytes = PyBytes::new(py, &buffer);
        Ok((bytes, buffer.iter().map(|byte| u32::from(*byte)).sum()))
    }
}

fn copied<'py>(py: Python<'py>, data: &[u8]) -> Bound<'py, PyBytes> {
    // Somebody else's bytes have to be copied once.
    PyBytes::new(py, data)
}

fn framed<'py>(py: Python<'py>, data: &[u8]) -> Bound<'py, PyBytes> {
    let mut frame = vec![0u8; data.len() + 4];
    frame[..4].copy_from_slice(&(data.len() as u32).to_be_bytes());
    frame[4..].copy_from_slice(data);
    PyBytes::new(py, &frame[..]) // a part of it, perhaps not all
}

fn sealed<'py>(py: Python<'py>, data: &[u8]) -> Py<PyAny> {
    let mut frame = vec![0u8; data.len() + 1];
    frame[1..].copy_from_slice(data);
    PyBytes::new(py, &frame).into_any().unbind() // expect: px-bytes-double-copy
}

unsafe fn written(values: &[u64]) -> *mut pyo3::ffi::PyObject {
    let mut buffer: Vec<u8> = Vec::with_capacity(1024);
    for value in values {
        buffer.extend_from_slice(value.to_string().as_bytes());
    }
    pyo3::ffi::PyBytes_FromStringAndSize(buffer.as_ptr() as *const _, buffer.len() as isize) // expect: px-bytes-double-copy, tier B
}

unsafe fn reserved(length: usize) -> *mut pyo3::ffi::PyObject {
    // To be filled in place.
    pyo3::ffi::PyBytes_FromStringAndSize(std::ptr::null(), length as isize)
}

fn given<'py>(py: Python<'py>, mut buffer: Vec<u8>) -> Bound<'py, PyBytes> {
    buffer.push(0);
    // Somebody else's buffer.
    PyBytes::new(py, &buffer)
}
