use iai_callgrind::{library_benchmark, library_benchmark_group, main};
use std::hint::black_box;

fn numbers(n: u32) -> Vec<u32> {
    (0..n).collect()
}

#[library_benchmark]
#[bench::few(numbers(10))]
#[bench::parse(numbers(200))]
fn bench_unique(items: Vec<u32>) -> Vec<u32> {
    black_box(feed::unique(black_box(&items)))
}

#[library_benchmark]
fn parse() -> usize {
    black_box(feed::text::parse(black_box("a,b,c")))
}

library_benchmark_group!(name = unique; benchmarks = bench_unique, parse);
main!(library_benchmark_groups = unique);
