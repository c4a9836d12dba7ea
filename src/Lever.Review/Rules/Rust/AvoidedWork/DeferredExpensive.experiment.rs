//! A message made before the test that asks for it, for one item in n, against one made in the branch.
//!
//! SIZES: 1, 10, 1_000
//! WINS: n >= 10
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;

fn inputs(n: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    let mut sizes: Vec<u64> = (0..n.max(1)).map(|_| random.next() % 1_000).collect();
    let last = sizes.len() - 1;
    sizes[last] = 5_000;
    sizes
}

#[inline(never)]
fn early(size: u64, most: u64) -> Result<u64, String> {
    let message = format!("a size of {size} is larger than {most}");
    if size > most {
        return Err(message);
    }
    Ok(size)
}

#[inline(never)]
fn late(size: u64, most: u64) -> Result<u64, String> {
    if size > most {
        let message = format!("a size of {size} is larger than {most}");
        return Err(message);
    }
    Ok(size)
}

fn before(sizes: &[u64]) -> (u64, usize) {
    sizes.iter().fold((0, 0), |(sum, letters), size| match early(*size, 1_000) {
        Ok(size) => (sum + size, letters),
        Err(message) => (sum, letters + message.len()),
    })
}

fn after(sizes: &[u64]) -> (u64, usize) {
    sizes.iter().fold((0, 0), |(sum, letters), size| match late(*size, 1_000) {
        Ok(size) => (sum + size, letters),
        Err(message) => (sum, letters + message.len()),
    })
}
