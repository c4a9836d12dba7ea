"""Integers looked for in a list of n elements against a set that is there already, where most searches end at the first element."""
import random

SIZES = [1, 2, 4]
WINS = "never"
LOSES = "n <= 4"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    listed = random.sample(range(10 * n), n)
    wanted = [listed[0]] * 95 + [random.choice(listed) for _ in range(5)]
    random.shuffle(wanted)
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
