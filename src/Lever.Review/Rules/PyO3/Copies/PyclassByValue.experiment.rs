//! Values with texts in them, cloned for a callee that only looks at them against borrowed.
//!
//! SIZES: 1, 100, 10_000
//! WINS: always
//! METRIC: cpu
//! SAME: result
use crate::forms::Random;
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Clone)]
struct Order {
    symbol: String,
    tags: Vec<String>,
    price: u64,
}

/// Objects of another language, whose values are borrowed with a flag.
fn inputs(n: usize, seed: u64) -> Vec<Rc<RefCell<Order>>> {
    let mut random = Random::new(seed);
    let mut made = || Order { symbol: format!("symbol {}", random.below(1_000)), tags: vec!["one".to_string(), "two".to_string()], price: random.below(1_000) as u64 };
    (0..n).map(|_| Rc::new(RefCell::new(made()))).collect()
}

fn fee_of_owned(order: Order) -> u64 {
    order.price + order.symbol.len() as u64 + order.tags.len() as u64
}

fn fee_of_borrowed(order: &Order) -> u64 {
    order.price + order.symbol.len() as u64 + order.tags.len() as u64
}

fn before(orders: &[Rc<RefCell<Order>>]) -> u64 {
    orders.iter().map(|order| fee_of_owned(std::hint::black_box(order.borrow().clone()))).sum()
}

fn after(orders: &[Rc<RefCell<Order>>]) -> u64 {
    orders.iter().map(|order| fee_of_borrowed(std::hint::black_box(&order.borrow()))).sum()
}
