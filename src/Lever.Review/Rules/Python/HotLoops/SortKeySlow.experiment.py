"""n records sorted by a comparison function against a key."""
import random
from functools import cmp_to_key
from operator import itemgetter

SIZES = [2, 100, 2000]
WINS = "n >= 100"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([{"price": random.randrange(10_000), "name": "row%d" % row} for row in range(n)],)


def before(rows):
    return sorted(rows, key=cmp_to_key(lambda a, b: a["price"] - b["price"]))


def after(rows):
    return sorted(rows, key=itemgetter("price"))
