//! The part of `tokencount` that goes over every token.

mod tokens;

use pyo3::exceptions::PyValueError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use std::collections::HashMap;
use std::thread;

/// Whether a token is a word: letters, with hyphens or apostrophes inside.
#[pyfunction]
fn is_word(token: &str) -> bool {
    tokens::is_word(token)
}

/// The same for many tokens.
#[pyfunction]
fn are_words(tokens: Vec<String>) -> Vec<bool> {
    tokens.iter().map(|token| tokens::is_word(token)).collect()
}

/// How many tokens of a list are words.
#[pyfunction]
fn count_words(tokens: &PyList) -> PyResult<usize> {
    let mut count = 0;
    for token in tokens {
        count += usize::from(tokens::is_word(token.extract()?));
    }
    Ok(count)
}

/// The length of the longest run of bytes that occurs twice in a text.
#[pyfunction]
fn longest_repeat(text: &str) -> usize {
    tokens::longest_repeat(text.as_bytes())
}

/// A number that changes with any byte of a text, whatever else runs meanwhile.
#[pyfunction]
fn fingerprint(py: Python<'_>, text: &str, rounds: u32) -> u64 {
    py.allow_threads(|| tokens::fingerprint(text.as_bytes(), rounds))
}

/// The weights of documents, added up.
#[pyfunction]
fn total_weight(documents: &PyList) -> PyResult<f64> {
    let mut total = 0.0;
    for document in documents {
        total += document.getattr("weight")?.extract::<f64>()?;
    }
    Ok(total)
}

/// The lengths of documents, added up.
#[pyfunction]
fn total_length(py: Python<'_>, documents: &PyList) -> PyResult<usize> {
    let mut total = 0;
    for document in documents {
        total += document.getattr(intern!(py, "text"))?.len()?;
    }
    Ok(total)
}

/// A table of the words of a text, each with how often it occurs and where it stands first.
#[pyfunction]
fn word_rows<'py>(py: Python<'py>, text: &str) -> PyResult<&'py PyList> {
    let rows = PyList::empty(py);
    for (word, count, first) in tokens::table(text) {
        let row = PyDict::new(py);
        row.set_item("word", word)?;
        row.set_item("count", count)?;
        row.set_item("first", first)?;
        rows.append(row)?;
    }
    Ok(rows)
}

/// What a text comes to, for a log.
#[pyfunction]
fn describe<'py>(py: Python<'py>, text: &str) -> PyResult<&'py PyDict> {
    let answer = PyDict::new(py);
    answer.set_item("bytes", text.len())?;
    answer.set_item("tokens", text.split_whitespace().count())?;
    Ok(answer)
}

/// Hands the number of words of each text to a callback, from a thread of its own.
#[pyfunction]
fn count_each(py: Python<'_>, texts: Vec<String>, callback: PyObject) -> PyResult<()> {
    let worker = thread::spawn(move || -> PyResult<()> {
        for text in &texts {
            let count = tokens::count(text);
            Python::with_gil(|py| callback.call1(py, (count,)))?;
        }
        Ok(())
    });
    py.allow_threads(|| worker.join())
        .expect("the worker does not panic")
}

/// Hands the numbers of words of all texts to a callback at once, from a thread of its own.
#[pyfunction]
fn count_all(py: Python<'_>, texts: Vec<String>, callback: PyObject) -> PyResult<()> {
    let worker = thread::spawn(move || -> PyResult<()> {
        let counts: Vec<usize> = texts.iter().map(|text| tokens::count(text)).collect();
        Python::with_gil(|py| callback.call1(py, (counts,)))?;
        Ok(())
    });
    py.allow_threads(|| worker.join())
        .expect("the worker does not panic")
}

/// Words and their numbers.
#[pyclass(frozen)]
struct Vocabulary {
    words: Vec<String>,
    numbers: HashMap<String, usize>,
    #[pyo3(get)]
    size: usize,
}

#[pymethods]
impl Vocabulary {
    #[new]
    fn new(words: Vec<String>) -> PyResult<Self> {
        let mut numbers = HashMap::with_capacity(words.len());
        for (number, word) in words.iter().enumerate() {
            if numbers.insert(word.clone(), number).is_some() {
                return Err(PyValueError::new_err(format!("`{word}` occurs twice")));
            }
        }
        Ok(Self {
            size: words.len(),
            words,
            numbers,
        })
    }

    #[getter]
    fn words(&self) -> Vec<String> {
        self.words.clone()
    }

    /// The numbers of the known words of a text.
    fn encode(&self, text: &str) -> Vec<usize> {
        text.split_whitespace()
            .filter_map(|token| self.numbers.get(token).copied())
            .collect()
    }
}

#[pymodule]
fn _tokencount(_py: Python<'_>, module: &PyModule) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(is_word, module)?)?;
    module.add_function(wrap_pyfunction!(are_words, module)?)?;
    module.add_function(wrap_pyfunction!(count_words, module)?)?;
    module.add_function(wrap_pyfunction!(longest_repeat, module)?)?;
    module.add_function(wrap_pyfunction!(fingerprint, module)?)?;
    module.add_function(wrap_pyfunction!(total_weight, module)?)?;
    module.add_function(wrap_pyfunction!(total_length, module)?)?;
    module.add_function(wrap_pyfunction!(word_rows, module)?)?;
    module.add_function(wrap_pyfunction!(describe, module)?)?;
    module.add_function(wrap_pyfunction!(count_each, module)?)?;
    module.add_function(wrap_pyfunction!(count_all, module)?)?;
    module.add_class::<Vocabulary>()
}
