"""The roots of n numbers one by one by numpy against those by math."""
import math
import random

import numpy as np

SIZES = [3, 1_000]
WINS = "always"
METRIC = "cpu"
REQUIRES = ["numpy"]
SAME = "result"


def inputs(n):
    return ([random.random() for _ in range(n)],)


def before(sides: "list[float]"):
    found = 0.0
    for side in sides:
        found += float(np.sqrt(float(side)))
    return found


def after(sides: "list[float]"):
    found = 0.0
    for side in sides:
        found += math.sqrt(float(side))
    return found
