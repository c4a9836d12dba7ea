//! Section 7, Rust async patterns: the versions that the guide calls good and better. Nothing bounds the first. The second answers in
//! the order in which requests end, which `buffered(10)` would not change.

use futures::stream::{self, StreamExt};

pub struct Url(pub String);
pub struct Response(pub Vec<u8>);

async fn fetch(url: &Url) -> Response {
    Response(url.0.clone().into_bytes())
}

pub async fn fetch_all(urls: Vec<Url>) -> Vec<Response> {
    futures::future::join_all(urls.iter().map(fetch)).await // expect: rs-unbounded-fanout
}

pub async fn fetch_some(urls: &[Url]) -> Vec<Response> {
    stream::iter(urls).map(fetch).buffer_unordered(10).collect().await
}
