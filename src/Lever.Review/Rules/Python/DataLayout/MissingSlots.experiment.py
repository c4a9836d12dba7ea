"""The memory of n instances with a dict each against instances with `__slots__`."""
import random

SIZES = [10, 1_000, 10_000]
WINS = "always"
METRIC = "peak-memory"
SAME = "result"


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class SlottedPoint:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


def inputs(n):
    return ([(random.randrange(100), random.randrange(100)) for _ in range(n)],)


def before(rows):
    points = [Point(row[0], row[1]) for row in rows]
    return sum([point.x * point.y for point in points])


def after(rows):
    points = [SlottedPoint(row[0], row[1]) for row in rows]
    return sum([point.x * point.y for point in points])
