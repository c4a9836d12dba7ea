//! Fixture of rs-vec-box.

use std::collections::{HashMap, VecDeque};

pub struct Point {
    x: f64,
    y: f64,
}

pub struct Shape {
    corners: Vec<Box<Point>>, // expect: rs-vec-box
    names: HashMap<String, Box<Label>>, // expect: rs-vec-box
    waiting: Option<VecDeque<Box<(u32, u32)>>>, // expect: rs-vec-box
}

pub struct Label(String);

pub fn made(count: usize) -> usize {
    let mut all: Vec<Box<Label>> = Vec::new(); // expect: rs-vec-box
    for number in 0..count {
        all.push(Box::new(Label(number.to_string())));
    }
    all.iter().map(|label| label.0.len()).sum()
}

pub trait Draw {
    fn draw(&self);
}

pub struct Large {
    bytes: [u8; 4096],
}

pub struct Scene {
    // Values of several types, which only a box makes alike.
    shapes: Vec<Box<dyn Draw>>,
    // Moving such an element costs more than the box.
    images: Vec<Box<Large>>,
    // The box is what these are.
    bytes: Vec<Box<[u8]>>,
    // Boxes that come and go one by one.
    jobs: Vec<Box<Job>>,
    // Nobody knows how large it is.
    others: Vec<Box<Unknown>>,
}

pub struct Job {
    id: u64,
}

impl Scene {
    pub fn next(&mut self) -> Option<Box<Job>> {
        self.jobs.pop()
    }
}

pub use std::backtrace::Backtrace as Unknown;

// The caller's boxes.
pub fn length(points: &[Box<Point>], more: &Vec<Box<Point>>) -> usize {
    points.len() + more.len()
}

// Of any type.
pub struct Many<T> {
    all: Vec<Box<T>>,
}
