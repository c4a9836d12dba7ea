"""Five hundred values, all of them dictionaries or none of them (n of 1 or 0), asked for `Mapping` alone against `dict` before it."""
from collections.abc import Mapping

SIZES = [0, 1]
WINS = "n >= 1"
LOSES = "n <= 0"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([{"key": value} if n else "value%d" % value for value in range(500)],)


def before(values):
    return [isinstance(value, Mapping) for value in values]


def after(values):
    return [isinstance(value, (dict, Mapping)) for value in values]
