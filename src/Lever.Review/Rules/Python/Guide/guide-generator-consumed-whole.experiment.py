"""A list against the guide's generator, where all of it is consumed."""
import random

SIZES = [4, 100, 3_000]
WINS = "never"
LOSES = "n >= 1000"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([random.randrange(1_000) for _ in range(n)],)


def process_to_list(items):
    return [item * 2 for item in items]


def process(items):
    for item in items:
        yield item * 2


def before(items):
    return sum(process_to_list(items))


def after(items):
    return sum(process(items))
