//! Fixture of rs-format-then-parse.

use std::str::FromStr;

pub struct Decimal(i64);

impl FromStr for Decimal {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Decimal, Self::Err> {
        text.parse().map(Decimal)
    }
}

pub struct Fee {
    rate: f64,
    count: Option<u32>,
}

pub fn widened(size: u32) -> u64 {
    size.to_string().parse().unwrap() // expect: rs-format-then-parse, with a profile
}

pub fn decimal(fee: &Fee) -> Option<Decimal> {
    // The shortest decimal of a float is wanted, mostly.
    Decimal::from_str(&fee.rate.to_string()).ok() // expect: rs-format-then-parse, tier C, with a profile
}

pub fn counted(fee: &Fee) -> Option<Decimal> {
    fee.count.and_then(|count| Decimal::from_str(&count.to_string()).ok()) // expect: rs-format-then-parse, with a profile
}

pub fn unknown<T: ToString>(value: T) -> Option<f64> {
    // A type's own text, which nothing else may give.
    value.to_string().parse().ok()
}

pub fn text(name: &str) -> Option<u64> {
    // A text it was before.
    name.parse().ok()
}

pub fn literal() -> Option<u64> {
    // A text in the source.
    "7".to_string().parse().ok()
}
