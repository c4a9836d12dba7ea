"""A list searched for each of n strings against a set of it, built each time, half of the searches finding something."""
import random

SIZES = [2, 4, 8, 30, 300]
WINS = "n >= 8"
LOSES = "n <= 2"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    names = ["name-%d" % number for number in range(2 * n)]
    random.shuffle(names)
    return [random.choice(names) for _ in range(n)], names[:n]


def before(items: list, listed: list):
    return [item for item in items if item in listed]


def after(items: list, listed: list):
    listed_set = set(listed)
    return [item for item in items if item in listed_set]
