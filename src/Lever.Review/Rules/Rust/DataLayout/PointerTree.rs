//! Fixture of rs-pointer-tree.

use std::cell::RefCell;
use std::rc::Rc;

#[derive(Default)]
pub struct Node { // expect: rs-pointer-tree
    key: u64,
    left: Option<Box<Node>>,
    right: Option<Box<Node>>,
}

pub fn contains(mut at: &Option<Box<Node>>, key: u64) -> bool {
    while let Some(node) = at {
        if node.key == key {
            return true;
        }
        at = if key < node.key { &node.left } else { &node.right };
    }
    false
}

pub struct Folder { // expect: rs-pointer-tree
    name: String,
    size: u64,
    folders: Vec<Rc<RefCell<Folder>>>,
}

pub fn total(folder: &Folder) -> u64 {
    let mut sum = folder.size;
    for inner in &folder.folders {
        sum += total(&inner.borrow());
    }
    sum
}

pub struct Station { // expect: rs-pointer-tree, with a profile
    name: String,
    next: Option<Rc<RefCell<Station>>>,
}

pub fn name(station: &Station) -> Option<String> {
    station.next.as_ref().map(|next| next.borrow().name.clone())
}

// A list has one link, which is another rule's matter.
pub struct Link {
    value: u64,
    next: Option<Box<Link>>,
}

// A syntax tree of many kinds of nodes.
pub enum Expression {
    Number(f64),
    Sum(Box<Expression>, Box<Expression>),
}

// Its children stand in one piece.
pub struct Element {
    name: String,
    children: Vec<Element>,
}

// By index already.
pub struct Indexed {
    key: u64,
    left: u32,
    right: u32,
}

// Boxes of something else.
pub struct Pair {
    first: Option<Box<Indexed>>,
    second: Option<Box<Indexed>>,
}
