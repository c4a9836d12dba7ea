//! Two recursive calls against a loop that keeps the last two results.
//!
//! SIZES: 3, 12, 22
//! WINS: n >= 12
//! METRIC: cpu
//! SAME: result

fn inputs(n: usize, _: u64) -> u64 {
    n as u64
}

fn ways(steps: u64) -> u64 {
    if steps < 2 {
        return 1;
    }
    ways(steps - 1) + ways(steps - 2)
}

fn before(steps: &u64) -> u64 {
    ways(*steps)
}

fn after(steps: &u64) -> u64 {
    let (mut last, mut ways) = (1, 1);
    for _ in 1..*steps {
        (last, ways) = (ways, last + ways);
    }
    ways
}
