"""Fixture of py-expensive-property-in-loop."""

from functools import cached_property


class Basket:
    def __init__(self, lines: list, rates: list):
        self.lines = lines
        self.rates = rates
        self.size = None
        self.bounds = ("low", "high")

    @property
    def total(self):
        return sum(line.price for line in self.lines)

    @property
    def dearest(self):
        best = None
        for line in self.lines:
            if best is None or line.price > best:
                best = line.price
        return best

    @property
    def highest(self):
        return max(self.rates)

    @property
    def first(self):
        # Cheap.
        return self.lines[0]

    @property
    def weight(self):
        # Remembered after the first time.
        if self.size is None:
            self.size = sum(line.weight for line in self.lines)
        return self.size

    @cached_property
    def count(self):
        return sum(1 for line in self.lines)

    @property
    def limits(self):
        # Two elements.
        return [bound.upper() for bound in self.bounds]

    def shares(self):
        return [line.price / self.total for line in self.lines]  # expect: py-expensive-property-in-loop

    def cheap_lines(self):
        for line in self.lines:
            if line.price * 2 < self.dearest:  # expect: py-expensive-property-in-loop
                yield line

    def scaled(self, values: list):
        found = []
        for value in values:
            found.append(value * self.highest)  # expect: py-expensive-property-in-loop
        return found

    def fill(self, more: list):
        # The container grows in the loop.
        for line in more:
            if self.total < 100:
                self.lines.append(line)

    def settle(self, more: list):
        # A method of the object may change it.
        for line in more:
            self.take(line)
            yield self.total

    def take(self, line):
        self.lines.append(line)

    def firsts(self, others: list):
        return [other for other in others if other is self.first]

    def weights(self):
        return [line.weight / self.weight for line in self.lines]

    def counts(self):
        return [line.price / self.count for line in self.lines]

    def checks(self, values: list):
        return [value for value in values if value in self.limits]

    def once(self):
        # Read once.
        total = self.total
        return [line.price / total for line in self.lines]

    def few(self):
        return [bound + str(self.total) for bound in ("a", "b")]


class Grid:
    ORDERS: list[str]

    @property
    def shape(self):
        return tuple(len(self.axis(name)) for name in self.ORDERS)

    def widths(self, rows: list):
        # fine: a constant of the class is short
        return [row / self.shape[0] for row in rows]
