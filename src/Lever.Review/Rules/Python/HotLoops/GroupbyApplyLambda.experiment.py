"""The sums of n groups of ten rows by a lambda against the built-in sum."""
import random

import pandas as pd

SIZES = [4, 50]
WINS = "always"
METRIC = "cpu"
REQUIRES = ["pandas"]
SAME = "result"


def inputs(n):
    return (pd.DataFrame({
        "shop": [number % n for number in range(n * 10)],
        "price": [random.randrange(1, 100) for _ in range(n * 10)],
    }),)


def before(frame):
    return frame.groupby("shop")["price"].agg(lambda prices: prices.sum()).tolist()


def after(frame):
    return frame.groupby("shop")["price"].sum().tolist()
