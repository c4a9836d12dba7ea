"""A path joined on each of n turns against once before the loop."""
import os
import random

SIZES = [0, 3, 300]
WINS = "n >= 3"
LOSES = "n <= 0"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    words = ["in", "index", "home", "other", "cache"]
    return [random.choice(words) for _ in range(n)], os.path.join("home", "someone", "documents")


def before(titles, root):
    found = 0
    for title in titles:
        if title in os.path.join(root, "index"):
            found += 1
    return found


def after(titles, root):
    found = 0
    join_once = os.path.join(root, "index")
    for title in titles:
        if title in join_once:
            found += 1
    return found
