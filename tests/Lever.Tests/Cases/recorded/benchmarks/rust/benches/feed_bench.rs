use divan::{black_box, Bencher};

fn main() {
    divan::main();
}

#[divan::bench(args = [10, 200])]
fn unique(bencher: Bencher, n: u32) {
    let data: Vec<u32> = (0..n).collect();
    bencher.bench(|| feed::unique(black_box(&data)));
}

#[divan::bench]
fn parse() -> usize {
    feed::text::parse(black_box("a,b,c"))
}

#[divan::bench(name = "joined parts")]
fn join() -> String {
    feed::text::join(black_box(&["a", "b"]))
}

mod text {
    use divan::{black_box, Bencher};

    #[divan::bench(types = [u8, u64], sample_count = 10)]
    fn count<T: Default>(bencher: Bencher) {
        bencher
            .with_inputs(|| "a,b,c".repeat(20))
            .counter(divan::counter::BytesCount::new(100u32))
            .bench_values(|text| feed::text::parse(&text));
    }

    #[divan::bench]
    fn parse() -> usize {
        feed::text::parse(black_box("a,b,c,d,e"))
    }
}
