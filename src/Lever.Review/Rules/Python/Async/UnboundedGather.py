"""Fixture of py-unbounded-gather."""

import asyncio


async def fetch_all(client, urls):
    return await asyncio.gather(*[client.get(url) for url in urls])  # expect: py-unbounded-gather


async def named(client, urls):
    requests = [client.get(url) for url in urls]
    return await asyncio.gather(*requests)  # expect: py-unbounded-gather


async def tasks(client, urls):
    started = []
    for url in urls:
        started.append(asyncio.create_task(client.get(url)))  # expect: py-unbounded-gather
    return [await task for task in started]


async def from_elsewhere(store, rows):
    # What `save` waits for is not known: told only where a profile gives it weight.
    return await asyncio.gather(*(store.save(row) for row in rows))  # expect: py-unbounded-gather


async def with_semaphore(client, urls):
    # The semaphore bounds them.
    semaphore = asyncio.Semaphore(10)

    async def one(url):
        async with semaphore:
            return await client.get(url)

    return await asyncio.gather(*[one(url) for url in urls])


async def consumers(queue, count):
    # A fixed number of consumers of one queue.
    async def consume():
        while True:
            await queue.get()

    return await asyncio.gather(*[consume() for _ in range(count)])


async def few(client):
    # Three requests.
    return await asyncio.gather(*[client.get(path) for path in ("/a", "/b", "/c")])


async def fixed(client):
    # Two requests.
    return await asyncio.gather(client.get("/a"), client.get("/b"))


async def existing(members):
    # As many as there are objects already.
    return await asyncio.gather(*[member.refresh() for member in members])


async def in_portions(client, urls):
    # A hundred at a time: the chunk is the bound.
    found = []
    for start in range(0, len(urls), 100):
        chunk = urls[start : start + 100]
        found += await asyncio.gather(*[client.get(url) for url in chunk])
    return found


async def given(tasks):
    # Who made the tasks decides.
    return await asyncio.gather(*tasks)


async def server(listener, handle):
    # A task for each connection, as they come.
    while True:
        connection = await listener.accept()
        asyncio.create_task(handle(connection))


async def pages_of(book, client):
    # A book may have three pages.
    return await asyncio.gather(*[client.get(page) for page in book.pages])  # expect: py-unbounded-gather, with a profile
