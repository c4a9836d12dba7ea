//! Section 7, Rust async patterns: sequential await.

use std::future::Future;
use std::io;

pub struct Url(pub String);
pub struct Response(pub Vec<u8>);

pub trait Client {
    fn get(&self, url: &Url) -> impl Future<Output = io::Result<Response>> + Send;
}

pub async fn fetch_all<C: Client>(client: &C, urls: Vec<Url>) -> io::Result<Vec<Response>> {
    let mut results = Vec::with_capacity(urls.len());
    for url in &urls {
        results.push(client.get(url).await?); // expect: rs-sequential-await
    }
    Ok(results)
}
