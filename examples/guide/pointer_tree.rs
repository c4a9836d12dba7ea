//! Section 3, indices instead of pointers. The guide's index is said to take 4 bytes, but `Option<u32>` takes 8: its node is
//! 20 bytes, the boxed one 24. What is saved is an allocation a node, and 12 bytes where a number such as `u32::MAX` stands for none.

pub struct Node { // expect: rs-pointer-tree
    pub data: i32,
    pub left: Option<Box<Node>>,
    pub right: Option<Box<Node>>,
}

pub struct NodeData {
    pub data: i32,
    pub left: Option<u32>,
    pub right: Option<u32>,
}

pub struct SmallNode {
    pub data: i32,
    pub left: u32,
    pub right: u32,
}

const _: () = assert!(size_of::<Node>() == 24);
const _: () = assert!(size_of::<NodeData>() == 20);
const _: () = assert!(size_of::<SmallNode>() == 12);

pub fn build(sorted: &[i32]) -> Option<Box<Node>> {
    let (data, middle) = (sorted.get(sorted.len() / 2)?, sorted.len() / 2);
    Some(Box::new(Node { data: *data, left: build(&sorted[..middle]), right: build(&sorted[middle + 1..]) }))
}

pub fn contains(mut node: &Option<Box<Node>>, data: i32) -> bool {
    while let Some(here) = node {
        if here.data == data {
            return true;
        }
        node = if data < here.data { &here.left } else { &here.right };
    }
    false
}
