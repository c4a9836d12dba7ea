"""A `suppress` around each of n turns against `try` and `except`."""
import random
from contextlib import suppress

SIZES = [3, 1_000]
WINS = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([str(random.randrange(1000)) for _ in range(n)],)


def before(texts):
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(int(text))
    return found


def after(texts):
    found = []
    for text in texts:
        try:
            found.append(int(text))
        except ValueError:
            pass
    return found
