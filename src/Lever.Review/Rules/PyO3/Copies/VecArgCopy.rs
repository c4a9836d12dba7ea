// needs: pyo3
//! Fixture of px-vec-arg-copy.
use pyo3::prelude::*;
use pyo3::types::PyList;
use std::collections::HashMap;

#[pyfunction]
fn checksum(data: Vec<u8>) -> u32 { // expect: px-vec-arg-copy
    data.iter().map(|byte| u32::from(*byte)).sum()
}

#[pyfunction]
fn longest(words: Vec<String>) -> usize { // expect: px-vec-arg-copy, tier B
    words.iter().map(|word| word.len()).max().unwrap_or(0)
}

#[pyfunction]
fn spread(values: Vec<f64>) -> f64 { // expect: px-vec-arg-copy, tier C
    values.iter().copied().fold(0.0, f64::max) - values[0]
}

#[pyfunction]
fn shouted(name: String) -> String { // expect: px-vec-arg-copy, tier C
    name.to_uppercase()
}

#[pyclass]
pub struct Filter {
    words: Vec<String>,
    weights: HashMap<String, f64>,
}

#[pymethods]
impl Filter {
    #[new]
    fn new(words: Vec<String>) -> Self {
        // Kept by the object.
        Filter { words, weights: HashMap::new() }
    }

    fn weigh(&self, given: HashMap<String, f64>) -> f64 { // expect: px-vec-arg-copy, tier C
        given.values().sum()
    }

    fn extend(&mut self, words: Vec<String>) {
        // Moved.
        self.words.extend(words);
    }

    fn later(&self, words: Vec<String>) {
        // Taken along to another thread.
        std::thread::spawn(move || words.iter().map(|word| word.len()).sum::<usize>());
    }

    fn count(&self, words: &Bound<'_, PyList>) -> usize {
        // Borrowed.
        words.iter().filter(|word| word.is_truthy().unwrap_or(false)).count()
    }
}

#[pyfunction]
fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    // Changed and given back.
    values.sort_by(f64::total_cmp);
    values
}

fn total(data: Vec<u8>) -> u64 {
    // Called from Rust.
    data.iter().map(|byte| u64::from(*byte)).sum()
}

#[pyfunction]
fn summed(data: &[u8]) -> u64 {
    // Borrowed, but `total` wants its own.
    total(data.to_vec())
}

#[pyfunction]
fn many(count: usize, rates: [f64; 3]) -> f64 {
    // Of a fixed size.
    rates.iter().sum::<f64>() * count as f64
}

#[pymethods]
impl Filter {
    fn hidden(&self, py: Python<'_>, given: HashMap<String, f64>) -> f64 {
        // Python's own dictionary cannot be read without the interpreter.
        py.detach(|| given.values().sum())
    }

    fn has(&self, word: String) -> bool {
        self.words.iter().any(|own| own.as_str() == word.as_str())
    }

    fn has_any(&self, words: Vec<PyRef<'_, Word>>) -> bool {
        // Rust code calls it with texts of its own.
        words.iter().any(|word| self.has(word.text.clone()))
    }
}

#[pyclass]
pub struct Word {
    text: String,
}
