"""A frame joined anew for each of n parts against one join of them all."""
import random

import pandas as pd

SIZES = [3, 30]
WINS = "n >= 30"
METRIC = "cpu"
REQUIRES = ["pandas"]
SAME = "result"


def inputs(n):
    return ([pd.DataFrame({"a": [random.randrange(100) for _ in range(20)]}) for _ in range(n)],)


def before(frames):
    frame = pd.DataFrame({"a": [0]})
    for part in frames:
        frame = pd.concat([frame, part])
    return frame["a"].tolist()


def after(frames):
    frame = pd.concat([pd.DataFrame({"a": [0]})] + [part for part in frames])
    return frame["a"].tolist()
