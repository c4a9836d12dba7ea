"""n tasks whose helper waits 1 ms by `time.sleep`, on the loop's thread against `asyncio.to_thread`."""
import asyncio
import concurrent.futures
import time

SIZES = [1, 4, 20]
WINS = "n >= 4"
METRIC = "wall"
SAME = "result"


def inputs(n):
    return (list(range(n)),)


def load(number):
    time.sleep(0.001)
    return number


async def on_the_loop(number):
    return load(number)


async def on_a_thread(number):
    return await asyncio.get_running_loop().run_in_executor(pool, load, number)


pool = concurrent.futures.ThreadPoolExecutor(20)


async def gathered(load_one, numbers):
    return await asyncio.gather(*[load_one(number) for number in numbers])


def before(numbers):
    return asyncio.run(gathered(on_the_loop, numbers))


def after(numbers):
    return asyncio.run(gathered(on_a_thread, numbers))
