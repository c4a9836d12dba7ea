"""A new dict on each of n turns against the guide's one dict that is cleared, the consumer keeping none."""
import random

SIZES = [300]
WINS = "python >= 3.11"
LOSES = "python <= 3.9"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([random.randrange(1_000) for _ in range(n)],)


def before(stream):
    total = 0
    for data in stream:
        result = {}
        result["key"] = data
        total += result["key"]
    return total


def after(stream):
    total = 0
    result = {}
    for data in stream:
        result.clear()
        result["key"] = data
        total += result["key"]
    return total
