//! Fixture of rs-manual-copy-family.

pub fn framed(samples: &[f32]) -> Vec<f32> {
    let mut frame = vec![0.0];
    for sample in samples { // expect: rs-manual-copy-family
        frame.push(*sample);
    }
    frame
}

pub fn owned(numbers: &Vec<u64>) -> Vec<u64> {
    let mut copy: Vec<u64> = Vec::new();
    for &number in numbers.iter() { // expect: rs-manual-copy-family
        copy.push(number);
    }
    copy
}

pub fn placed(target: &mut [u8], source: &[u8], n: usize) {
    for i in 0..n { // expect: rs-manual-copy-family
        target[i] = source[i];
    }
}

pub fn doubled(samples: &[f32]) -> Vec<f32> {
    let mut frame = Vec::new();
    for sample in samples {
        // Something is made of each.
        frame.push(*sample * 2.0);
    }
    frame
}

pub fn texts(names: &[String]) -> Vec<String> {
    let mut copy = Vec::new();
    for name in names {
        // Each clone is an allocation, whoever makes it.
        copy.push(name.clone());
    }
    copy
}

pub fn shifted(target: &mut [u8], source: &[u8], n: usize) {
    for i in 0..n {
        // Other indices.
        target[i] = source[n - i];
    }
}

pub fn within(target: &mut [u8], n: usize) {
    for i in 1..n {
        // One element of the slice into the next.
        target[i] = target[i - 1];
    }
}

pub fn few(source: &[u8; 4]) -> Vec<u8> {
    let mut copy = Vec::with_capacity(4);
    for byte in source {
        // Four elements.
        copy.push(*byte);
    }
    copy
}

pub struct Heap(Vec<u64>);

impl Heap {
    pub fn push(&mut self, number: u64) {
        self.0.push(number);
    }

    pub fn filled(&mut self, numbers: &[u64]) {
        for number in numbers {
            // A `push` of our own.
            self.push(*number);
        }
    }
}
