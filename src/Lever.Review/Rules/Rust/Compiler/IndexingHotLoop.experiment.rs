//! Two slices multiplied into a third, indexed by a counter against zipped.
//!
//! SIZES: 16, 1_000, 50_000
//! WINS: n >= 1000
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

struct Inputs {
    left: Vec<u32>,
    right: Vec<u32>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    Inputs { left: (0..n).map(|_| random.next() as u32).collect(), right: (0..n).map(|_| random.next() as u32).collect() }
}

#[inline(never)]
fn indexed(left: &[u32], right: &[u32], out: &mut [u32], n: usize) {
    for i in 0..n {
        out[i] = out[i].wrapping_add(left[i].wrapping_mul(right[i]));
    }
}

#[inline(never)]
fn zipped(left: &[u32], right: &[u32], out: &mut [u32], n: usize) {
    let (left, right, out) = (&left[..n], &right[..n], &mut out[..n]);
    for ((out, left), right) in out.iter_mut().zip(left).zip(right) {
        *out = out.wrapping_add(left.wrapping_mul(*right));
    }
}

fn before(inputs: &Inputs) -> u32 {
    let mut out = vec![1; inputs.left.len()];
    for _ in 0..8 {
        indexed(&inputs.left, &inputs.right, &mut out, inputs.left.len());
    }
    out[out.len() / 2]
}

fn after(inputs: &Inputs) -> u32 {
    let mut out = vec![1; inputs.left.len()];
    for _ in 0..8 {
        zipped(&inputs.left, &inputs.right, &mut out, inputs.left.len());
    }
    out[out.len() / 2]
}
