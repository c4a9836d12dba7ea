// needs: futures, reqwest, tokio
//! Fixture of rs-unbounded-fanout.

use futures::future::{join_all, try_join_all};
use tokio::sync::mpsc;

async fn work(name: &str) -> usize {
    name.len()
}

pub async fn sizes(client: &reqwest::Client, urls: &[String]) -> Vec<usize> {
    join_all(urls.iter().map(|url| async move { // expect: rs-unbounded-fanout
        match client.get(url).send().await {
            Ok(answer) => answer.status().as_u16() as usize,
            Err(_) => 0,
        }
    }))
    .await
}

pub async fn texts(names: &[String]) -> std::io::Result<Vec<String>> {
    try_join_all(names.iter().map(|name| tokio::fs::read_to_string(name))).await // expect: rs-unbounded-fanout
}

pub async fn unknown(names: &[String]) -> Vec<usize> {
    join_all(names.iter().map(|name| work(name))).await // expect: rs-unbounded-fanout, tier C
}

pub fn channel() -> mpsc::UnboundedSender<u64> {
    let (sender, _receiver) = mpsc::unbounded_channel(); // expect: rs-unbounded-fanout, tier C
    sender
}

pub async fn two(client: &reqwest::Client) -> usize {
    // Two requests.
    join_all(["one", "two"].iter().map(|url| client.get(*url).send())).await.len()
}

pub fn bounded() -> mpsc::Sender<u64> {
    // The sender waits.
    let (sender, _receiver) = mpsc::channel(16);
    sender
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    fn collected() -> mpsc::UnboundedSender<u64> {
        // A test sends a few messages.
        let (sender, _receiver) = mpsc::unbounded_channel();
        sender
    }
}
