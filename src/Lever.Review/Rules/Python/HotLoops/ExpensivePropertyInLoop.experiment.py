"""A property that goes through n lines read on each of n turns against once before the loop."""
import random

SIZES = [1, 4, 50, 200]
WINS = "n >= 4"
METRIC = "cpu"
SAME = "result"


class Line:
    def __init__(self, price):
        self.price = price


class Basket:
    def __init__(self, lines):
        self.lines = lines

    @property
    def total(self):
        return sum(line.price for line in self.lines)

    def shares_each(self):
        return [line.price / self.total for line in self.lines]

    def shares(self):
        total_once = self.total
        return [line.price / total_once for line in self.lines]


def inputs(n):
    return (Basket([Line(random.randrange(1, 1_000)) for _ in range(n)]),)


def before(basket):
    return basket.shares_each()


def after(basket):
    return basket.shares()
