"""n lists of three elements joined by `sum` against `itertools.chain`."""
import random
from itertools import chain

SIZES = [4, 100, 1_000]
WINS = "n >= 100"
LOSES = "n <= 4"
METRIC = "cpu"
SAME = "result"


class Post:
    def __init__(self, tags):
        self.tags = tags


def inputs(n):
    return ([Post([random.randrange(100) for _ in range(3)]) for _ in range(n)],)


def before(posts):
    return sum([post.tags for post in posts], [])


def after(posts):
    return list(chain.from_iterable([post.tags for post in posts]))
