//! Section 3, memory layout and padding: the guide says 24 bytes for this order of fields, and 16 for another.
//!
//! For a plain struct that is wrong: the compiler orders the fields, and any order is 16 bytes. It holds under `repr(C)`.

pub struct Item {
    pub flag: bool,
    pub value: i64,
    pub count: i32,
}

#[repr(C)] // expect: rs-repr-c-padding
pub struct SharedItem {
    pub flag: bool,
    pub value: i64,
    pub count: i32,
}

#[repr(C)]
pub struct OrderedItem {
    pub value: i64,
    pub count: i32,
    pub flag: bool,
}

const _: () = assert!(size_of::<Item>() == 16);
const _: () = assert!(size_of::<SharedItem>() == 24);
const _: () = assert!(size_of::<OrderedItem>() == 16);

pub struct Items {
    pub own: Vec<Item>,
    pub shared: Vec<SharedItem>,
    pub ordered: Vec<OrderedItem>,
}

pub fn read(text: &str) -> Items {
    let numbers = || text.lines().filter_map(|line| line.parse::<i64>().ok());
    Items {
        own: numbers().map(|value| Item { flag: value > 0, value, count: 1 }).collect(),
        shared: numbers().map(|value| SharedItem { flag: value > 0, value, count: 1 }).collect(),
        ordered: numbers().map(|value| OrderedItem { value, count: 1, flag: value > 0 }).collect(),
    }
}
