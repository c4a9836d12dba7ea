"""Attributes of n instances read from their dicts against the guide's `__slots__`."""
import random

SIZES = [300]
WINS = "python <= 3.10"
METRIC = "cpu"
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
    rows = [(random.randrange(100), random.randrange(100)) for _ in range(n)]
    return [Point(*row) for row in rows], [SlottedPoint(*row) for row in rows]


def before(points, slotted_points):
    total = 0
    for point in points:
        total += point.x + point.y
    return total


def after(points, slotted_points):
    total = 0
    for point in slotted_points:
        total += point.x + point.y
    return total
