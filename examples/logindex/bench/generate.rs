//! A log of the size that the workload needs, the same for the same seed.

use std::fmt::Write;

/// How much there is of everything.
pub struct Sizes {
    pub sites: u64,
    pub clients: u64,
    pub paths: u64,
    pub visits: u64,
    /// Visits in a second.
    pub rate: u64,
}

/// Numbers that look random; the constants are Knuth's for MMIX.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    /// Small numbers come oftener than large ones.
    fn skewed(&mut self, bound: u64) -> u64 {
        self.below(bound).min(self.below(bound))
    }
}

pub fn site_list(sizes: &Sizes) -> String {
    (0..sizes.sites)
        .map(|site| format!("www{site}.example.org\n"))
        .collect()
}

pub fn log(seed: u64, sizes: &Sizes) -> String {
    let mut numbers = Numbers(seed);
    let mut log = String::new();
    for at in 0..sizes.visits {
        let client = numbers.skewed(sizes.clients);
        let status = [200, 200, 200, 200, 200, 200, 304, 301, 404, 503][numbers.below(10) as usize];
        let method = ["GET", "GET", "GET", "HEAD", "POST"][numbers.below(5) as usize];
        let path = match numbers.skewed(sizes.paths) {
            number if number % 97 == 96 => "/robots.txt".to_string(),
            number => format!("/articles/{number:05}/index.html"),
        };
        let _ = writeln!(
            log,
            "{} {} www{}.example.org 10.{}.{}.{} {method} {path} {status} {}",
            at / sizes.rate,
            at * 7 + 1,
            numbers.below(sizes.sites + 1),
            client / 62_500,
            client / 250 % 250,
            client % 250,
            numbers.below(40_000),
        );
    }
    log
}
