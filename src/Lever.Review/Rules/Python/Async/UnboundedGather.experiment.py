"""The memory of n requests at once against ten at a time, each holding a buffer of 16 KB while it waits."""
import asyncio

SIZES = [4, 50, 200]
WINS = "n >= 50"
METRIC = "peak-memory"
SAME = "result"


class Client:
    async def get(self, url):
        buffer = bytearray(16 * 1024)
        await asyncio.sleep(0.001)
        return len(buffer) + len(url)


def inputs(n):
    return Client(), ["https://example.org/%d" % number for number in range(n)]


async def fetch_all(client, urls):
    return await asyncio.gather(*[client.get(url) for url in urls])


async def fetch_ten_at_a_time(client, urls):
    semaphore = asyncio.Semaphore(10)

    async def bounded_get(url):
        async with semaphore:
            return await client.get(url)

    return await asyncio.gather(*[bounded_get(url) for url in urls])


def before(client, urls):
    return asyncio.run(fetch_all(client, urls))


def after(client, urls):
    return asyncio.run(fetch_ten_at_a_time(client, urls))
