"""A `suppress` around each of n turns against `try` and `except`."""
import random
from contextlib import suppress

SIZES = [3, 1_000]
WINS = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ({"texts": [str(random.randrange(1000)) for _ in range(n)]},)


def before(page):
    found = []
    for text in page["texts"]:
        with suppress(ValueError):
            found.append(int(text))
    return found


def after(page):
    found = []
    for text in page["texts"]:
        try:
            found.append(int(text))
        except ValueError:
            pass
    return found
