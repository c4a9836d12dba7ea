"""Integers looked for in a list of n elements against a set that is there already, every search finding something."""
import random

SIZES = [1, 2, 4, 30, 300]
WINS = "n >= 30"
LOSES = "n <= 1"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    listed = random.sample(range(10 * n), n)
    wanted = [random.choice(listed) for _ in range(100)]
    return wanted, listed, set(listed)


def before(wanted, listed, listed_set):
    found = 0
    for item in wanted:
        if item in listed:
            found += 1
    return found


def after(wanted, listed, listed_set):
    found = 0
    for item in wanted:
        if item in listed_set:
            found += 1
    return found
