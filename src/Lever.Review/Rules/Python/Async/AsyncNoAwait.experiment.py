"""A coroutine that waits for nothing, awaited for each of n items, against a plain function."""
import asyncio
import random

SIZES = [30, 3000]
WINS = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return [random.randrange(1_000) for _ in range(n)], 3


async def price_awaited(item, rate):
    return item * rate


def price(item, rate):
    return item * rate


async def total_awaited(items, rate):
    result = 0
    for item in items:
        result += await price_awaited(item, rate)
    return result


async def total(items, rate):
    result = 0
    for item in items:
        result += price(item, rate)
    return result


def run(coroutine):
    # A coroutine that waits for nothing ends at its first step, without an event loop.
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value


def before(items, rate):
    return run(total_awaited(items, rate))


def after(items, rate):
    return run(total(items, rate))
