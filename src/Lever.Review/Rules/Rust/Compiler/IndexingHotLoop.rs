//! Fixture of rs-indexing-hot-loop.

pub fn product(left: &[f32], right: &[f32], out: &mut [f32], n: usize) {
    for i in 0..n { // expect: rs-indexing-hot-loop, tier C
        out[i] = left[i] * right[i];
    }
}

pub fn dot(left: &Vec<f64>, right: &Vec<f64>) -> f64 {
    let mut sum = 0.0;
    for i in 0..left.len() { // expect: rs-indexing-hot-loop, tier C
        sum += left[i] * right[i];
    }
    sum
}

pub fn added(out: &mut [u64], numbers: &[u64], from: usize, to: usize) {
    for at in from..to { // expect: rs-indexing-hot-loop, tier C
        out[at] += numbers[at] >> 3;
    }
}

pub fn one(numbers: &[u64], n: usize) -> u64 {
    let mut sum = 0;
    for i in 0..n {
        // One slice: the compiler does well enough.
        sum += numbers[i];
    }
    sum
}

pub fn asserted(left: &[f32], right: &[f32]) -> f32 {
    assert_eq!(left.len(), right.len());
    let mut sum = 0.0;
    for i in 0..left.len() {
        // The lengths are known.
        sum += left[i] * right[i];
    }
    sum
}

pub fn constant(left: &[f32], right: &[f32]) -> f32 {
    let mut sum = 0.0;
    for i in 0..4 {
        // Four turns.
        sum += left[i] * right[i];
    }
    sum
}

pub fn texts(left: &[String], right: &[String], n: usize) -> usize {
    let mut sum = 0;
    for i in 0..n {
        // Texts: the check is not what costs.
        sum += left[i].len() + right[i].len();
    }
    sum
}
