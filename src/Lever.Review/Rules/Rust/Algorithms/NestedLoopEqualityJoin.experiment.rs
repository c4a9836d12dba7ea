//! Orders joined with customers by two nested loops against an index of the customers by their name.
//!
//! SIZES: 8, 100, 1_000
//! WINS: n >= 100
//! LOSES: n <= 8
//! METRIC: cpu
//! SAME: result
use std::collections::HashMap;

use crate::forms::Random;

struct Customer {
    name: String,
    discount: u64,
}

struct Order {
    customer: String,
    total: u64,
}

struct Inputs {
    customers: Vec<Customer>,
    orders: Vec<Order>,
}

fn inputs(n: usize, seed: u64) -> Inputs {
    let mut random = Random::new(seed);
    let customers: Vec<Customer> = (0..n).map(|at| Customer { name: format!("customer-{at:06}"), discount: random.next() % 10 }).collect();
    let orders = (0..n).map(|_| Order { customer: customers[random.below(n)].name.clone(), total: random.next() % 1_000 }).collect();
    Inputs { customers, orders }
}

fn before(inputs: &Inputs) -> u64 {
    let mut sum = 0;
    for order in &inputs.orders {
        for customer in &inputs.customers {
            if order.customer == customer.name {
                sum += order.total * customer.discount;
            }
        }
    }
    sum
}

fn after(inputs: &Inputs) -> u64 {
    let by_name: HashMap<&str, &Customer> = inputs.customers.iter().map(|customer| (customer.name.as_str(), customer)).collect();
    let mut sum = 0;
    for order in &inputs.orders {
        if let Some(customer) = by_name.get(order.customer.as_str()) {
            sum += order.total * customer.discount;
        }
    }
    sum
}
