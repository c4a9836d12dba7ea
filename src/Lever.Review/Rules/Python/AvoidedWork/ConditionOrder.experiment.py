"""A file asked for before a flag that is off for half of n entries, against after it."""
import os

SIZES = [4, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    folder = os.path.dirname(os.__file__)
    return ([(os.path.join(folder, "os.py"), index % 2 == 0) for index in range(n)],)


def before(entries: list):
    return [path for path, enabled in entries if os.path.exists(path) and enabled]


def after(entries: list):
    return [path for path, enabled in entries if enabled and os.path.exists(path)]
