"""Fixture of py-sequential-await."""

import asyncio
from urllib.parse import urlsplit

import aiohttp
import asyncpg
import httpx


async def fetch(url: str) -> bytes:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
    writer.write(f"GET {parts.path or '/'} HTTP/1.0\r\n\r\n".encode("ascii"))
    answer = await reader.read()
    writer.close()
    return answer


async def fetch_all(urls):
    results = []
    for url in urls:
        results.append(await fetch(url))  # expect: py-sequential-await
    return results


async def poll_sources(client, sources):
    documents = {}
    for source in sources:
        documents[source.key] = await client.get(source.url)  # expect: py-sequential-await
    return documents


async def listed(client: httpx.AsyncClient, urls):
    return [await client.get(url) for url in urls]  # expect: py-sequential-await


async def decoded(session: aiohttp.ClientSession, urls):
    total = 0
    for url in urls:
        response = await session.get(url)  # expect: py-sequential-await
        body = await response.json()
        total += len(body)
    return total


async def tolerant(client: httpx.AsyncClient, urls):
    found = []
    for url in urls:
        address = url.strip()
        try:
            found.append(await client.get(address))  # expect: py-sequential-await
        except OSError:
            found.append(None)
    return found


async def chained(client, request, middlewares_of):
    # Each answer is the next request.
    for step in middlewares_of(request):
        request = await client.get(step, request)
    return request


async def pages(client, url):
    # Each page names the next.
    found = []
    while url:
        page = await client.get(url)
        found.append(page)
        url = page.following
    return found


async def by_token(client, names):
    # The token of one answer goes into the next request.
    token = None
    for name in names:
        answer = await client.get(name, token)
        token = answer.token
    return token


async def first_of(client, mirrors):
    # The first answer ends the loop.
    for mirror in mirrors:
        answer = await client.get(mirror)
        if answer.ok:
            return answer
    return None


async def with_retries(client, url, attempts):
    # The same request again.
    for attempt in range(attempts):
        try:
            return await client.get(url)
        except OSError:
            await asyncio.sleep(2**attempt)


async def polite(client, urls):
    # A pause between requests is there for the peer.
    found = []
    for url in urls:
        found.append(await client.get(url))
        await asyncio.sleep(1)
    return found


async def rows(connection: asyncpg.Connection, ids):
    # A connection carries one query at a time.
    return [await connection.fetchrow("select * from t where id = $1", each) for each in ids]


class Journal:
    def __init__(self, client):
        self.client = client
        self.lock = asyncio.Lock()

    async def send(self, lines):
        # The lock is there to go one at a time.
        async with self.lock:
            for line in lines:
                await self.client.get(line)

    async def follow(self, names):
        # Each request carries what the last one left.
        for name in names:
            self.state = await self.client.get(name, self.state)


async def one_at_a_time(client, urls):
    # It says so.
    return [await client.get(url) for url in urls]


async def few(client):
    # Three requests.
    return [await client.get(name) for name in ("a", "b", "c")]


async def stored(client, items):
    # Writes may depend on their order.
    for item in items:
        await client.post("/items", item)


async def crawl(client, urls):
    # The answers make the list longer.
    for url in urls:
        page = await client.get(url)
        urls.extend(page.links)


async def unseen(client, urls):
    # Whether a request is sent depends on earlier turns.
    seen = {}
    for url in urls:
        if url not in seen:
            seen[url] = await client.get(url)
    return seen


async def streamed(client, urls):
    # Results are handed out as they come.
    for url in urls:
        yield await client.get(url)


async def bounded(client, urls):
    # What is awaited is bounded by a semaphore: others run meanwhile.
    semaphore = asyncio.Semaphore(10)

    async def bounded_fetch(url):
        async with semaphore:
            return await client.get(url)

    return await asyncio.gather(*[bounded_fetch(url) for url in urls])


async def from_queue(queue, names):
    # A queue gives when somebody puts.
    for name in names:
        name.item = await queue.get(name)


async def checked(client, urls):
    # A failure keeps later requests from being sent.
    for url in urls:
        answer = await client.get(url)
        if answer.status != 200:
            raise ValueError(url)
