"""A list searched by the loop that grows it against a set kept beside it, every other item being new."""
import random

SIZES = [4, 32, 300, 1_000]
WINS = "n >= 32"
LOSES = "n <= 4"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    values = random.sample(range(10 * n), max(1, n // 2))
    items = values + [random.choice(values) for _ in range(n - len(values))]
    random.shuffle(items)
    return (items,)


def before(items):
    seen = []
    for item in items:
        if item in seen:
            continue
        seen.append(item)
    return seen


def after(items):
    seen = []
    seen_set = set()
    for item in items:
        if item in seen_set:
            continue
        seen.append(item)
        seen_set.add(item)
    return seen
