"""n short calls handed to a thread one by one against one hand-over of them all."""
import asyncio

SIZES = [3, 30, 300]
WINS = "n >= 30"
METRIC = "cpu"
PYTHON = ">=3.9"
SAME = "result"


def inputs(n):
    return (["x" * number for number in range(n)],)


async def sizes_one_by_one(values):
    return [await asyncio.to_thread(len, value) for value in values]


async def sizes_together(values):
    return await asyncio.to_thread(lambda: [len(value) for value in values])


def before(values):
    return asyncio.run(sizes_one_by_one(values))


def after(values):
    return asyncio.run(sizes_together(values))
