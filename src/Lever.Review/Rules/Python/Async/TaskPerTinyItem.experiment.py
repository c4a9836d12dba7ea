"""A coroutine that never waits, run for each of n rows by `gather` against awaited in turn."""
import asyncio

SIZES = [3, 30, 1000]
WINS = "n >= 30"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([" Row %d " % number for number in range(n)],)


async def clean(row):
    return row.strip().lower()


async def gathered(rows):
    return await asyncio.gather(*[clean(row) for row in rows])


async def in_turn(rows):
    return [await clean(row) for row in rows]


def before(rows):
    return asyncio.run(gathered(rows))


def after(rows):
    return asyncio.run(in_turn(rows))
