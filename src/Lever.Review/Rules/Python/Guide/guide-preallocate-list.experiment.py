"""A comprehension against the guide's list that is allocated first and filled by index."""
import random

SIZES = [4, 100, 3_000]
WINS = "never"
LOSES = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([random.randrange(1_000) for _ in range(n)],)


def before(items):
    return [item * 2 for item in items]


def after(items):
    result = [None] * len(items)
    for i, item in enumerate(items):
        result[i] = item * 2
    return result
