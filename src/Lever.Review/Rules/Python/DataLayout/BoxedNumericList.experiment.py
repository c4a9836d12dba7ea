"""The memory of n floats in a list against an `array`."""
import random
from array import array

SIZES = [100, 1_000, 20_000]
WINS = "n >= 1000"
METRIC = "peak-memory"
SAME = "result"


def inputs(n):
    return ([(repr(random.random()), "label") for _ in range(n)],)


def before(rows):
    values = []
    for row in rows:
        values.append(float(row[0]))
    return sum(values) / len(values)


def after(rows):
    values = array("d")
    for row in rows:
        values.append(float(row[0]))
    return sum(values) / len(values)
