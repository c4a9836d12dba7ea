"""A file opened for each of n rows against a file opened once; both read it back and empty it, for the next call to start afresh."""
import os
import random
import tempfile
from functools import lru_cache

SIZES = [2, 30, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"


@lru_cache(maxsize=None)
def folder():
    # Removed when the process ends.
    return tempfile.TemporaryDirectory()


def inputs(n):
    path = os.path.join(folder().name, "rows-%d.txt" % n)
    with open(path, "w"):
        return ["row %d\n" % random.randrange(10 ** 9) for _ in range(n)], path


def taken(path):
    with open(path, "r+") as handle:
        text = handle.read()
        handle.truncate(0)
    return text


def before(rows, path):
    for row in rows:
        with open(path, "a") as handle:
            handle.write(row)
    return taken(path)


def after(rows, path):
    with open(path, "a") as handle:
        for row in rows:
            handle.write(row)
    return taken(path)
