//! Example B: unnecessary clones.

pub struct ResponseData {
    pub name: String,
    pub id: String,
}

fn build_response(data: &ResponseData) -> String {
    let name = data.name.clone(); // expect: rs-clone-then-borrow
    let id = data.id.clone(); // expect: rs-clone-then-borrow
    format!("User {} ({})", name, id)
}

pub fn responses(all: &[ResponseData]) -> Vec<String> {
    all.iter().map(build_response).collect()
}
