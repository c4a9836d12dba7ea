"""The weight of an order of n lines, a property, read twice on a new object, against kept by `cached_property`."""
from functools import cached_property

SIZES = [1, 30, 300]
WINS = "n >= 30"
LOSES = "n <= 1"
METRIC = "cpu"
SAME = "result"


class Order:
    def __init__(self, lines):
        self._lines = lines

    @property
    def weight(self):
        return sum(line * 2 for line in self._lines)


class KeptOrder:
    def __init__(self, lines):
        self._lines = lines

    @cached_property
    def weight(self):
        return sum(line * 2 for line in self._lines)


def inputs(n):
    return (list(range(n)),)


def before(lines):
    order = Order(lines)
    return order.weight > 30 and order.weight < 3_000_000


def after(lines):
    order = KeptOrder(lines)
    return order.weight > 30 and order.weight < 3_000_000
