"""n answers of 1 ms awaited one after the other against ten at a time."""
import asyncio

SIZES = [1, 4, 30]
WINS = "n >= 4"
METRIC = "wall"
SAME = "result"


class Client:
    async def get(self, url):
        await asyncio.sleep(0.001)
        return len(url)


def inputs(n):
    return Client(), ["https://example.org/%d" % number for number in range(n)]


async def fetch_all(client, urls):
    results = []
    for url in urls:
        results.append(await client.get(url))
    return results


async def fetch_ten_at_a_time(client, urls):
    results = []
    semaphore = asyncio.Semaphore(10)

    async def bounded_get(url):
        async with semaphore:
            return await client.get(url)

    for url, answer in zip(urls, await asyncio.gather(*[bounded_get(url) for url in urls])):
        results.append(answer)
    return results


def before(client, urls):
    return asyncio.run(fetch_all(client, urls))


def after(client, urls):
    return asyncio.run(fetch_ten_at_a_time(client, urls))
