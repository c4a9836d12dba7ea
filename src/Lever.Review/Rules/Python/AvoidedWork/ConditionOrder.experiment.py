"""A file asked for before a comparison that half of n titles fail, against after it."""
import os

SIZES = [4, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ["os.py" if index % 2 else "other.py" for index in range(n)], os.path.dirname(os.__file__) + os.sep, "other.py"


def before(titles: list, folder, only):
    return [name for name in titles if os.path.exists(folder + name) and name != only]


def after(titles: list, folder, only):
    return [name for name in titles if name != only and os.path.exists(folder + name)]
