//! Section 4, avoid cloning when borrowing suffices: an unnecessary clone.

pub struct Data {
    pub name: String,
}

fn process(data: &Data) -> String {
    let s = data.name.clone(); // expect: rs-clone-then-borrow
    format!("Hello, {}", s)
}

pub fn greetings(people: &[Data]) -> Vec<String> {
    people.iter().map(process).collect()
}
