"""Sorting n entries to take the one with the most votes against `max`."""
import random

SIZES = [4, 30, 1_000, 10_000]
WINS = "n >= 1000"
LOSES = "n <= 4 and python <= 3.12"
METRIC = "cpu"
SAME = "result"


class Entry:
    def __init__(self, votes):
        self.votes = votes


def inputs(n):
    return ([Entry(random.randrange(10 * n)) for _ in range(n)],)


def before(entries):
    return sorted(entries, key=lambda entry: entry.votes, reverse=True)[0]


def after(entries):
    return max(entries, key=lambda entry: entry.votes)
