"""A namedtuple made in each of n calls against one made at module level."""
import random
from collections import namedtuple

SIZES = [1, 30]
WINS = "always"
METRIC = "cpu"
SAME = "result"

Point = namedtuple("Point", "x y")


class Box:
    def __init__(self, left, top):
        self.left = left
        self.top = top


def inputs(n):
    return ([Box(random.random(), random.random()) for _ in range(n)],)


def corner_of_own_class(box):
    Point = namedtuple("Point", "x y")
    return Point(box.left, box.top)


def corner(box):
    return Point(box.left, box.top)


def before(boxes):
    return [corner_of_own_class(box) for box in boxes]


def after(boxes):
    return [corner(box) for box in boxes]
