//! Fixture of rs-repr-c-padding.

#[repr(C)]
#[derive(Clone)]
pub struct Sample { // expect: rs-repr-c-padding
    valid: bool,
    value: f64,
    channel: u32,
}

pub fn sum(samples: &[Sample]) -> f64 {
    samples.iter().filter(|sample| sample.valid).map(|sample| sample.value + f64::from(sample.channel)).sum()
}

/// Held by a queue.
#[repr(C)]
pub struct Order { // expect: rs-repr-c-padding
    pub side: Side,
    pub price: i64,
    /// Comments stand with their fields, so that nobody moves them for the author.
    pub is_open: bool,
    pub amount: i64,
}

#[derive(Clone, Copy)]
pub enum Side {
    Buy,
    Sell,
}

pub struct Book {
    orders: std::collections::VecDeque<Order>,
}

impl Book {
    pub fn volume(&self) -> i64 {
        self.orders.iter().filter(|order| order.is_open).map(|order| order.amount).sum()
    }
}

/// Its place has no name.
#[repr(C)]
pub struct Tagged(u8, u32, u8); // expect: rs-repr-c-padding

pub fn last(all: &[Tagged]) -> Option<u32> {
    all.last().map(|one| one.1)
}

// The compiler orders these by itself.
pub struct Plain {
    valid: bool,
    value: f64,
    channel: u32,
}

// No order is smaller.
#[repr(C)]
pub struct Tight {
    value: f64,
    channel: u32,
    valid: bool,
}

// A record of a file: its author has counted the bytes.
#[repr(C)]
pub struct Header {
    version: u16,
    _pad: [u8; 6],
    length: u64,
    flags: u8,
}

// Without gaps, since it may stand at any address.
#[repr(C, packed)]
pub struct Wire {
    kind: u8,
    length: u64,
}

// What C knows by this layout.
#[repr(C)]
pub struct Callback {
    enabled: bool,
    data: *mut u8,
    priority: u32,
    last: u64,
    on: bool,
}

// One gap of 3 bytes in 40.
#[repr(C)]
pub struct Mostly {
    id: u64,
    kind: u8,
    count: u32,
    sum: u64,
    low: u64,
    high: u64,
}
