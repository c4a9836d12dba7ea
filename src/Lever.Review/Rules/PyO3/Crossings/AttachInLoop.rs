// needs: pyo3
//! Fixture of px-attach-in-loop.
use pyo3::prelude::*;
use std::sync::mpsc::Receiver;
use std::time::Duration;

pub fn notify(callback: &Py<PyAny>, prices: &[f64]) {
    for price in prices {
        Python::attach(|py| { // expect: px-attach-in-loop
            let _ = callback.call1(py, (*price,));
        });
    }
}

pub fn names(objects: Vec<Py<PyAny>>) -> Vec<String> {
    objects.iter().map(|object| Python::with_gil(|py| object.bind(py).to_string())).collect() // expect: px-attach-in-loop
}

pub fn totals(objects: &[Py<PyAny>]) -> PyResult<f64> {
    let mut total = 0.0;
    let mut at = 0;
    while at < objects.len() {
        total += Python::attach(|py| objects[at].extract::<f64>(py))?; // expect: px-attach-in-loop, with a profile
        at += 1;
    }
    Ok(total)
}

pub fn drained(callback: &Py<PyAny>, waiting: &Receiver<u64>) {
    while let Ok(message) = waiting.try_recv() {
        let _ = pyo3::Python::attach(|py| callback.call1(py, (message,))); // expect: px-attach-in-loop, with a profile
    }
}

pub fn parsed(callback: &Py<PyAny>, lines: &[String]) {
    for line in lines {
        if let Ok(number) = line.parse::<f64>() {
            Python::attach(|py| callback.call1(py, (number,)).ok()); // expect: px-attach-in-loop
        } else {
            // One finding tells of the loop.
            Python::attach(|py| callback.call1(py, (line,)).ok());
        }
    }
}

pub fn checked(objects: &[Py<PyAny>]) {
    for object in objects {
        // Left out of release builds.
        debug_assert!(Python::attach(|py| !object.is_none(py)));
    }
}

pub fn at_once(callback: &Py<PyAny>, prices: &[f64]) {
    Python::attach(|py| {
        for price in prices {
            let _ = callback.call1(py, (*price,));
        }
    });
}

pub fn forwarded(callback: &Py<PyAny>, messages: Receiver<u64>) {
    // It waits for each message, and must not hold the interpreter meanwhile.
    while let Ok(message) = messages.recv() {
        Python::attach(|py| {
            let _ = callback.call1(py, (message,));
        });
    }
}

pub async fn streamed(callback: Py<PyAny>, mut messages: tokio::sync::mpsc::Receiver<u64>) {
    // It awaits each message.
    while let Some(message) = messages.recv().await {
        Python::attach(|py| callback.call1(py, (message,))).ok();
    }
}

pub fn watched(check: &Py<PyAny>) {
    // It sleeps in between.
    loop {
        Python::attach(|py| check.call0(py)).ok();
        std::thread::sleep(Duration::from_millis(100));
    }
}

pub fn found(check: &Py<PyAny>, names: &[String]) -> Option<String> {
    for name in names {
        if name.is_empty() {
            // It leaves the loop.
            return Some(Python::attach(|py| check.bind(py).to_string()));
        }
    }
    None
}

#[pyfunction]
pub fn repeated(py: Python<'_>, callback: Py<PyAny>, prices: Vec<f64>) {
    // The thread is attached already: this costs half a nanosecond.
    for price in prices {
        Python::attach(|py| callback.call1(py, (price,)).ok());
    }
    let _ = py;
}

pub fn optional(object: Option<Py<PyAny>>) -> Option<String> {
    // Options are no loops.
    object.map(|object| Python::attach(|py| object.bind(py).to_string()))
}

pub fn shaped(callback: &Py<PyAny>, rows: &[Vec<f64>]) {
    for row in rows {
        // The work of each turn is another loop, which others need not wait for.
        let mut sum = 0.0;
        for value in row {
            sum += value;
        }
        Python::attach(|py| callback.call1(py, (sum,)).ok());
    }
}

pub fn registered(callbacks: &[Py<PyAny>], register: impl Fn(Box<dyn Fn(u64) + Send>)) {
    for callback in callbacks {
        let callback = Python::attach(|py| callback.clone_ref(py)); // expect: px-attach-in-loop
        // Called by others, some other time.
        register(Box::new(move |event| {
            Python::attach(|py| callback.call1(py, (event,)).ok());
        }));
    }
}

mod other {
    pub struct Python;
    impl Python {
        pub fn attach(_: impl FnOnce(u8)) {}
    }
}

pub fn serpents(count: usize) {
    use other::Python as Serpent;
    for _ in 0..count {
        // Another library's.
        Serpent::attach(|_| ());
    }
}

pub enum Given {
    Number(f64),
    Object(Py<PyAny>),
}

pub fn numbers(given: &[Given]) -> PyResult<f64> {
    let mut sum = 0.0;
    for each in given {
        sum += match each {
            Given::Number(number) => *number,
            // Only the odd object asks for the interpreter.
            Given::Object(object) => Python::attach(|py| object.extract::<f64>(py))?, // expect: px-attach-in-loop, tier C
        };
    }
    Ok(sum)
}
