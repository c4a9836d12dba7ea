"""A recursion that comes to the same arguments again and again against one that remembers them, for as long as one call lasts."""
from functools import lru_cache

SIZES = [4, 10, 18]
WINS = "n >= 10"
LOSES = "n <= 4"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return (n,)


def ways(steps):
    if steps < 2:
        return 1
    return ways(steps - 1) + ways(steps - 2)


@lru_cache(maxsize=None)
def remembered_ways(steps):
    if steps < 2:
        return 1
    return remembered_ways(steps - 1) + remembered_ways(steps - 2)


def before(steps):
    return ways(steps)


def after(steps):
    # Nothing is remembered from one call to the next.
    remembered_ways.cache_clear()
    return remembered_ways(steps)
