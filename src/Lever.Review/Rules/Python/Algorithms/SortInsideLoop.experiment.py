"""A list sorted after each of n additions against one sort after the loop."""
import random

SIZES = [4, 30, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"


class Reading:
    def __init__(self, value):
        self.value = value


def inputs(n):
    return ([Reading(random.random()) for _ in range(n)],)


def before(readings):
    order = []
    for reading in readings:
        order.append(reading.value)
        order.sort()
    return order


def after(readings):
    order = []
    for reading in readings:
        order.append(reading.value)
    order.sort()
    return order
