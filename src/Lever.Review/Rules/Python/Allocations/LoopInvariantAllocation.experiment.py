"""A dict of four entries made on each of n turns against once before the loop."""
import random

SIZES = [0, 3, 1_000]
WINS = "n >= 3"
LOSES = "n <= 0"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([random.choice(["net", "gross", "tax", "tip"]) for _ in range(n)],)


def before(rows):
    result = 0
    for row in rows:
        result += {"net": 1, "gross": 2, "tax": 3, "tip": 4}[row]
    return result


def after(rows):
    result = 0
    table = {"net": 1, "gross": 2, "tax": 3, "tip": 4}
    for row in rows:
        result += table[row]
    return result
