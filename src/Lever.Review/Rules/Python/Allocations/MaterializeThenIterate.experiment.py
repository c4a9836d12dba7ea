"""The memory of a list of n texts that a loop goes through once against a generator of them."""
import random

SIZES = [4, 1_000, 10_000]
WINS = "n >= 1000"
METRIC = "peak-memory"
SAME = "result"


class Row:
    def __init__(self, title):
        self.title = title


def inputs(n):
    return ([Row(" %s " % ("x" * random.randrange(5, 60))) for _ in range(n)],)


def before(rows):
    titles = [row.title.strip() for row in rows]
    best = 0
    for title in titles:
        best = max(best, len(title))
    return best


def after(rows):
    titles = (row.title.strip() for row in rows)
    best = 0
    for title in titles:
        best = max(best, len(title))
    return best
