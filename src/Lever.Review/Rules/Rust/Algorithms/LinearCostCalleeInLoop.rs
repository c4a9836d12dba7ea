//! Fixture of rs-linear-cost-callee-in-loop.

fn knows(listed: &[String], word: &str) -> bool {
    listed.iter().any(|each| each == word)
}

fn known(listed: &[String], words: &[String]) -> usize {
    let mut count = 0;
    for word in words {
        if knows(listed, word) { // expect: rs-linear-cost-callee-in-loop
            count += 1;
        }
    }
    count
}

fn share(weights: &[f64], at: usize) -> f64 {
    let sum: f64 = weights.iter().sum();
    weights[at] / sum
}

fn shares(points: &[f64]) -> Vec<f64> {
    (0..points.len()).map(|at| share(points, at)).collect() // expect: rs-linear-cost-callee-in-loop
}

pub struct Words {
    listed: Vec<String>,
}

impl Words {
    fn has(&self, word: &String) -> bool {
        self.listed.contains(word)
    }

    fn add_all(&mut self, words: &[String]) {
        for word in words {
            if !self.has(word) { // expect: rs-linear-cost-callee-in-loop, tier C
                self.listed.push(word.clone());
            }
        }
    }
}

fn guarded(listed: &[String], word: &str) -> bool {
    if word.is_empty() {
        return false;
    }
    listed.iter().any(|each| each == word)
}

fn mostly(listed: &[String], words: &[String]) -> usize {
    // May return before it searches.
    words.iter().filter(|word| guarded(listed, word)).count()
}

fn each(rows: &[Vec<String>], word: &str) -> usize {
    // Each turn passes another collection.
    rows.iter().filter(|row| knows(row, word)).count()
}

fn once(listed: &[String], word: &str) -> bool {
    // Once.
    knows(listed, word)
}

fn few(words: &[String]) -> usize {
    let listed = ["a".to_string(), "b".to_string()];
    // Two elements.
    words.iter().filter(|word| knows(&listed, word)).count()
}

fn shrinking(mut open: Vec<String>, words: &[String]) -> usize {
    for word in words {
        // Changes with the loop.
        if knows(&open, word) {
            open.pop();
        }
    }
    open.len()
}

struct Table {
    names: Vec<String>,
}

impl Table {
    fn place_of(&mut self, name: &str) -> usize {
        if let Some(at) = self.names.iter().position(|known| known == name) {
            return at;
        }
        self.names.push(name.to_string());
        self.names.len() - 1
    }
}

fn places(table: &mut Table, words: &[String]) -> usize {
    let mut sum = 0;
    for word in words {
        // The call changes what it searches: no set made before would stay true.
        sum += table.place_of(word);
    }
    sum
}
