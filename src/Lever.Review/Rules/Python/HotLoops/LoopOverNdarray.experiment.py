"""Python's `max` over an array of n numbers against the array's own."""
import random

import numpy as np

SIZES = [4, 100, 10_000]
WINS = "n >= 100"
METRIC = "cpu"
REQUIRES = ["numpy"]
SAME = "result"


def inputs(n):
    return (np.array([random.random() for _ in range(n)]).tobytes(),)


def before(buffer):
    values = np.frombuffer(buffer)
    return max(values)


def after(buffer):
    values = np.frombuffer(buffer)
    return values.max()
