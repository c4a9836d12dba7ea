"""A list filled by `append` in a loop of n turns against a comprehension."""
import random

SIZES = [3, 100, 3_000]
WINS = "n >= 1000"
LOSES = "n <= 3 and python <= 3.11"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([random.randrange(1_000) for _ in range(n)],)


def before(numbers):
    result = []
    for number in numbers:
        result.append(number * 2)
    return result


def after(numbers):
    result = [number * 2 for number in numbers]
    return result
