"""A short computation in Python run for each of n rows on four threads against in a loop."""
import random
from concurrent.futures import ThreadPoolExecutor

SIZES = [10, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([[random.randrange(1_000) for _ in range(20)] for _ in range(n)],)


def checksum(row):
    total = 0
    for value in row:
        total = (total * 31 + value) % 65521
    return total


def before(rows):
    with ThreadPoolExecutor(4) as executor:
        return list(executor.map(checksum, rows))


def after(rows):
    return [checksum(row) for row in rows]
