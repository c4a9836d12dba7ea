pub fn unique(items: &[u32]) -> Vec<u32> {
    let mut seen = Vec::new();
    for item in items {
        if !seen.contains(item) {
            seen.push(*item);
        }
    }
    seen
}

pub mod text {
    pub fn parse(text: &str) -> usize {
        text.split(',').count()
    }

    pub fn join(parts: &[&str]) -> String {
        parts.join(",")
    }
}
