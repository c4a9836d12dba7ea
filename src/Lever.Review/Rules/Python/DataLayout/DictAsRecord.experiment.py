"""The memory of n rows kept as dicts of three keys against named tuples."""
import random
from typing import NamedTuple

SIZES = [10, 1_000, 10_000]
WINS = "always"
METRIC = "peak-memory"
SAME = "result"


class Price(NamedTuple):
    net: int
    tax: int
    name: str


def inputs(n):
    return ([(random.randrange(100), random.randrange(100), "x") for _ in range(n)],)


def before(rows):
    prices = [{"net": row[0], "tax": row[1], "name": row[2]} for row in rows]
    return sum([price["net"] + price["tax"] for price in prices])


def after(rows):
    prices = [Price(row[0], row[1], row[2]) for row in rows]
    return sum([price.net + price.tax for price in prices])
