"""Fixture of py-async-no-await."""

import asyncio


async def _price(item, rate):  # expect: py-async-no-await
    return item * rate


async def total(items: list, rate):
    result = 0
    for item in items:
        result += await _price(item, rate)
    return result


class Report:
    async def _format(self, row):  # expect: py-async-no-await
        return "%s: %s" % (row.name, row.amount)

    async def lines(self, rows: list):
        return [await self._format(row) for row in rows]


async def totals(orders: list):
    async def add(order):  # expect: py-async-no-await
        sums.append(sum(order))

    sums = []
    for order in orders:
        if order:
            await add(order)
    return sums


async def _doubled(value):  # expect: py-async-no-await, with a profile
    return value * 2


async def doubled(source):
    # There may be three values.
    for value in source.values:
        await _doubled(value)


async def _tripled(value):
    return value * 3


async def tripled(stream):
    # Each item is waited for.
    async for value in stream:
        await _tripled(value)


async def _fetch(client, name):
    # Waits.
    return await client.get(name)


async def fetched(client, titles: list):
    return [await _fetch(client, name) for name in titles]


async def _once(rate):
    # Awaited once.
    return rate * 2


async def rated(rate):
    return await _once(rate)


async def _shared(item):
    # Also made a task.
    return item + 1


async def shared(items: list):
    first = asyncio.create_task(_shared(0))
    return [await _shared(item) for item in items], await first


class Handler(Report):
    async def handle(self, row):
        # May be part of what its base promises.
        return row

    async def all(self, rows: list):
        return [await self.handle(row) for row in rows]


class Store:
    async def load(self, key):
        # Another class has it too.
        return key

    async def many(self, keys: list):
        return [await self.load(key) for key in keys]


class RemoteStore:
    async def load(self, key):
        return await self.client.get(key)


async def _numbers(count):
    # A generator.
    for number in range(count):
        yield number


async def _to_do(item):
    # Still to be written.
    raise NotImplementedError


async def to_do(items: list):
    for item in items:
        await _to_do(item)
