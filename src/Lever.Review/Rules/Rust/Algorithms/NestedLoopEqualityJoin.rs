//! Fixture of rs-nested-loop-equality-join.

use std::collections::HashMap;

pub struct Customer {
    name: String,
    id: u64,
    discount: u64,
    ratio: f64,
}

pub struct Order {
    customer: String,
    id: u64,
    total: u64,
    ratio: f64,
}

fn rebates(orders: &[Order], customers: &[Customer]) -> u64 {
    let mut sum = 0;
    for order in orders {
        for customer in customers { // expect: rs-nested-loop-equality-join
            if customer.name == order.customer {
                sum += order.total * customer.discount;
            }
        }
    }
    sum
}

fn found(orders: &[Order], customers: &Vec<Customer>) -> u64 {
    let mut sum = 0;
    for order in orders {
        if let Some(customer) = customers.iter().find(|customer| customer.id == order.id) { // expect: rs-nested-loop-equality-join
            sum += customer.discount;
        }
    }
    sum
}

fn mapped(orders: &[Order], customers: &[Customer]) -> Vec<bool> {
    orders.iter().map(|order| customers.iter().any(|customer| customer.discount > 0 && customer.id == order.id)).collect() // expect: rs-nested-loop-equality-join
}

fn merged(orders: &[Order]) -> Vec<Customer> {
    let mut merged: Vec<Customer> = Vec::new();
    for order in orders {
        match merged.iter_mut().find(|known| known.name == order.customer) { // expect: rs-nested-loop-equality-join
            Some(known) => known.discount += order.total,
            None => merged.push(Customer { name: order.customer.clone(), id: order.id, discount: 0, ratio: 0.0 }),
        }
    }
    merged
}

fn indexed(orders: &[Order], customers: &[Customer]) -> u64 {
    // The index is there already.
    let by_name: HashMap<&str, &Customer> = customers.iter().map(|customer| (customer.name.as_str(), customer)).collect();
    orders.iter().filter_map(|order| by_name.get(order.customer.as_str())).map(|customer| customer.discount).sum()
}

fn near(orders: &[Order], customers: &[Customer]) -> u64 {
    let mut sum = 0;
    for order in orders {
        for customer in customers {
            // Not an equality: no hash answers this.
            if customer.discount < order.total {
                sum += 1;
            }
        }
    }
    sum
}

fn floats(orders: &[Order], customers: &[Customer]) -> usize {
    // Floats have no hash.
    orders.iter().filter(|order| customers.iter().any(|customer| customer.ratio == order.ratio)).count()
}

fn few(orders: &[Order]) -> usize {
    let rates = [(1u64, 2u64), (3, 4)];
    // Two elements.
    orders.iter().filter(|order| rates.iter().any(|rate| rate.0 == order.id)).count()
}

fn constant(orders: &[Order], customers: &[Customer]) -> usize {
    let mut count = 0;
    for order in orders {
        // The same question on every turn: that is another rule's.
        if customers.iter().any(|customer| customer.id == 7) {
            count += order.total as usize;
        }
    }
    count
}

fn once(customers: &[Customer], id: u64) -> Option<&Customer> {
    // Asked once a call.
    customers.iter().find(|customer| customer.id == id)
}

fn fresh(groups: &[Vec<Customer>], orders: &[Order]) -> usize {
    let mut count = 0;
    for (group, order) in groups.iter().zip(orders) {
        // Each turn has a collection of its own.
        if group.iter().any(|customer| customer.id == order.id) {
            count += 1;
        }
    }
    count
}
