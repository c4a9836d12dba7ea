"""n tasks that each wait 1 ms by `time.sleep` against the same by `asyncio.sleep`."""
import asyncio
import time

SIZES = [1, 4, 20]
WINS = "n >= 4"
METRIC = "wall"
SAME = "result"


def inputs(n):
    return (list(range(n)),)


async def poll_blocking(number):
    time.sleep(0.001)
    return number


async def poll(number):
    await asyncio.sleep(0.001)
    return number


async def gathered(poll_one, numbers):
    return await asyncio.gather(*[poll_one(number) for number in numbers])


def before(numbers):
    return asyncio.run(gathered(poll_blocking, numbers))


def after(numbers):
    return asyncio.run(gathered(poll, numbers))
