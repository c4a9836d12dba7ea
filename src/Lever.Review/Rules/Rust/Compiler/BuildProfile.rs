// needs: Cargo.toml
//! Fixture of rs-build-profile. What manifests say, and at which file, is tested with manifests.
// Cargo.toml: [profile.release]
// Cargo.toml: incremental = true
// Cargo.toml: overflow-checks = true
// Cargo.toml: debug = true

fn helper(number: u64) -> u64 {
    number * 2
}

fn main() { // expect: rs-build-profile
    println!("{}", helper(21));
}
