// needs: reqwest, tokio, rayon
//! Fixture of rs-client-or-runtime-per-call.

use std::sync::OnceLock;
use tokio::runtime::Runtime;

pub async fn fetch(url: &str) -> Result<String, reqwest::Error> {
    let client = reqwest::Client::new(); // expect: rs-client-or-runtime-per-call, with a profile
    client.get(url).send().await?.text().await
}

pub async fn fetch_short(url: &str) -> Result<String, reqwest::Error> {
    reqwest::get(url).await?.text().await // expect: rs-client-or-runtime-per-call, with a profile
}

pub async fn fetch_all(urls: &[String]) -> Result<usize, reqwest::Error> {
    let mut total = 0;
    for url in urls {
        let client = reqwest::ClientBuilder::new().build()?; // expect: rs-client-or-runtime-per-call
        total += client.get(url).send().await?.text().await?.len();
    }
    Ok(total)
}

pub fn blocking() -> u64 {
    Runtime::new().unwrap().block_on(async { 7 }) // expect: rs-client-or-runtime-per-call, tier C, with a profile
}

pub fn summed(numbers: &[u64]) -> u64 {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap(); // expect: rs-client-or-runtime-per-call, tier C, with a profile
    pool.install(|| numbers.iter().sum())
}

pub struct Service {
    client: reqwest::Client,
}

impl Service {
    pub fn connected() -> Service {
        let client = reqwest::Client::new();
        // Kept for later calls.
        Service { client }
    }
}

pub fn shared() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    // Made on the first call alone.
    RUNTIME.get_or_init(|| Runtime::new().unwrap())
}

pub fn client() -> reqwest::Client {
    // The caller keeps it.
    reqwest::Client::new()
}

async fn serve(port: u16) -> u16 {
    port
}

pub fn server(port: u16) -> u16 {
    let runtime = Runtime::new().unwrap();
    // It runs until the program ends.
    runtime.block_on(async { serve(port).await })
}

fn waited(number: u64) -> u64 {
    // A loop of the file comes to it.
    Runtime::new().unwrap().block_on(async { number }) // expect: rs-client-or-runtime-per-call, tier B
}

pub fn waited_for_all(numbers: &[u64]) -> u64 {
    numbers.iter().map(|number| waited(*number)).sum()
}
