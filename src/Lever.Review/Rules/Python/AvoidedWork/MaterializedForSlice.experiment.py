"""All pairs of a dict listed for the first six against those six alone."""
SIZES = [6, 24, 100, 1_000]
WINS = "n >= 24"
LOSES = "n <= 6"
METRIC = "cpu"
SAME = "result"

from itertools import islice


def inputs(n):
    return ({f"word{i}": i for i in range(n)},)


def before(counts):
    return list(counts.items())[:6]


def after(counts):
    return list(islice(counts.items(), 6))
