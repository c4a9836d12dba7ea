//! Fixture of rs-future-size-or-boxing.

pub struct Source;

impl Source {
    pub async fn fill(&mut self, buffer: &mut [u8]) -> Option<usize> {
        buffer.first().map(|byte| *byte as usize)
    }

    pub async fn wait(&self) {}
}

pub async fn drained(source: &mut Source) -> usize {
    let mut buffer = [0u8; 65536]; // expect: rs-future-size-or-boxing
    let mut total = 0;
    while let Some(count) = source.fill(&mut buffer).await {
        total += count;
    }
    total
}

pub async fn words(source: &Source) -> u64 {
    let mut table = [0u64; 4096]; // expect: rs-future-size-or-boxing
    table[7] = 3;
    source.wait().await;
    table[7]
}

const SIZE: usize = 32 * 1024;

pub fn task(mut source: Source) -> impl std::future::Future<Output = usize> {
    async move {
        let mut buffer = [0; SIZE]; // expect: rs-future-size-or-boxing
        let count = source.fill(&mut buffer[..100]).await;
        count.unwrap_or(0)
    }
}

pub async fn small(source: &mut Source) -> Option<usize> {
    let mut buffer = [0u8; 1024];
    // A kilobyte is copied as fast as it is allocated.
    source.fill(&mut buffer).await
}

pub async fn before(source: &Source) -> u64 {
    let sum = {
        let table = [1u64; 8192];
        table.iter().sum()
    };
    // The array is gone.
    source.wait().await;
    sum
}

pub fn plain() -> u64 {
    // No future holds it.
    let table = [1u64; 8192];
    table.iter().sum()
}
