"""Fixture of py-property-rebuilt."""
from functools import cached_property


class Order:
    def __init__(self, lines, notes):
        self._lines = lines
        self._notes = notes
        self.extras = []
        self.state = None

    @property
    def weight(self):  # expect: py-property-rebuilt, with a profile
        return sum(line.weight for line in self._lines)

    @property
    def labels(self):  # expect: py-property-rebuilt, with a profile
        labels = []
        for line in self._lines:
            labels.append(line.label.strip())
        return labels

    @cached_property
    def total(self):
        # fine: kept
        return sum(line.price for line in self._lines)

    @property
    def extra_weight(self):
        # fine: the list grows after the order is made
        return sum(extra.weight for extra in self.extras)

    @property
    def states(self):
        # fine: the state is bound anew later
        return [part for part in self.state]

    @property
    def first(self):
        # fine: a mere field
        return self._lines[0]

    @property
    def once_read(self):
        # fine: read once
        return [note.upper() for note in self._notes]

    @property
    def stream(self):
        # fine: an iterator is used up by one reader
        return (line.text for line in self._lines)

    @property
    def shown(self):
        # fine: what it calls may give something else
        return [self.render(line) for line in self._lines]

    def render(self, line):
        return self.state.render(line)

    def add(self, extra):
        self.extras.append(extra)
        self.state = extra.state


def dear(orders: list):
    return [order for order in orders if order.weight > 30 and order.weight < 300]


def shown(orders: list):
    for order in orders:
        print(order.labels, order.extra_weight, order.states, order.first, order.stream, order.shown, order.total)


def noted(order):
    return order.once_read
