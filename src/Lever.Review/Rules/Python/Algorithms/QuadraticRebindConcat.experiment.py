"""A list made anew for each element against `append`."""
import random

SIZES = [4, 10, 100, 1_000]
WINS = "n >= 10"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([random.randrange(1_000) for _ in range(n)],)


def before(numbers):
    result = []
    for number in numbers:
        result = result + [number * number]
    return result


def after(numbers):
    result = []
    for number in numbers:
        result.append(number * number)
    return result
