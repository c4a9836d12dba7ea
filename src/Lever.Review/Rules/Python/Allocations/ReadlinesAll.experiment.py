"""The memory of all n lines of a file by `readlines` against one line at a time."""
import os
import random
import tempfile
from functools import lru_cache

SIZES = [10, 1_000, 20_000]
WINS = "n >= 1000"
METRIC = "peak-memory"
SAME = "result"


@lru_cache(maxsize=None)
def folder():
    # Removed when the process ends.
    return tempfile.TemporaryDirectory()


def inputs(n):
    path = os.path.join(folder().name, "lines-%d.txt" % n)
    with open(path, "w") as handle:
        handle.writelines("x" * random.randrange(40, 120) + "\n" for _ in range(n))
    return (path,)


def before(path):
    count = 0
    with open(path) as handle:
        for line in handle.readlines():
            if len(line) > 80:
                count += 1
    return count


def after(path):
    count = 0
    with open(path) as handle:
        for line in handle:
            if len(line) > 80:
                count += 1
    return count
