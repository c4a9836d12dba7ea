"""`contextlib.suppress` entered for each of n texts against `try` with `pass`; one in ten raises."""
import random
from contextlib import suppress

SIZES = [10, 1000]
WINS = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([str(random.randrange(1_000)) if index % 10 else "x" for index in range(n)],)


def before(texts: list):
    result = []
    for text in texts:
        with suppress(ValueError):
            result.append(int(text))
    return result


def after(texts: list):
    result = []
    for text in texts:
        try:
            result.append(int(text))
        except ValueError:
            pass
    return result
