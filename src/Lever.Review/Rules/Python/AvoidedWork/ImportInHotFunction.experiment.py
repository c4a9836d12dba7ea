"""`from math import sqrt` on each of n turns against once before them."""
import random

SIZES = [3, 1000]
WINS = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([random.randrange(1_000) for _ in range(n)],)


def before(values: list):
    result = []
    for value in values:
        from math import sqrt
        result.append(sqrt(value))
    return result


def after(values: list):
    from math import sqrt
    result = []
    for value in values:
        result.append(sqrt(value))
    return result
