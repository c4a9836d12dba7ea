"""n rows of a frame gone through by `iterrows` against an operation on whole columns."""
import random

import pandas as pd

SIZES = [3, 100, 500]
WINS = "n >= 100"
METRIC = "cpu"
REQUIRES = ["pandas"]
SAME = "result"


def inputs(n):
    return (pd.DataFrame({
        "price": [random.randrange(1, 100) for _ in range(n)],
        "count": [random.randrange(1, 10) for _ in range(n)],
    }),)


def before(frame):
    result = 0
    for _, row in frame.iterrows():
        result += row["price"] * row["count"]
    return int(result)


def after(frame):
    return int((frame["price"] * frame["count"]).sum())
