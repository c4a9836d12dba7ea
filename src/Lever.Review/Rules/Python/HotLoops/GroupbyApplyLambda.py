"""Fixture of py-groupby-apply-lambda."""

import numpy as np
import pandas as pd


def totals(frame):
    return frame.groupby("shop")["price"].agg(lambda prices: prices.sum())  # expect: py-groupby-apply-lambda


def means(frame):
    return frame.groupby(["shop", "day"]).apply(lambda group: group["price"].mean())  # expect: py-groupby-apply-lambda


def highest(frame):
    by_shop = frame.groupby("shop")
    return by_shop["price"].apply(lambda prices: prices.max())  # expect: py-groupby-apply-lambda


def share(frame):
    mean = frame.groupby("shop")["price"].transform(lambda prices: prices.mean())  # expect: py-groupby-apply-lambda
    return frame["price"] / mean


def with_tax(path):
    frame = pd.read_csv(path)
    frame["gross"] = frame["net"].apply(lambda net: net * 1.19 + 2)  # expect: py-groupby-apply-lambda
    return frame


def rounded(prices: pd.Series):
    return prices.map(lambda price: price / 100).round()  # expect: py-groupby-apply-lambda


double = np.vectorize(lambda number: number * 2)  # expect: py-groupby-apply-lambda


def spread(frame):
    # No single built-in does this.
    return frame.groupby("shop")["price"].agg(lambda prices: prices.max() - prices.min())


def quantiles(frame):
    # An argument that the built-in may understand otherwise.
    return frame.groupby("shop")["price"].agg(lambda prices: prices.quantile(0.9))


def first_rows(frame):
    # Frames come back.
    return frame.groupby("shop").apply(lambda group: group.head(3))


def everything(frame):
    # Columns without numbers may be among them.
    return frame.groupby("shop").apply(lambda group: group.sum())


def compiled(frame):
    # Compiled by numba.
    return frame.groupby("shop")["price"].agg(lambda prices: prices.sum(), engine="numba")


def names(path):
    frame = pd.read_csv(path)
    # Methods of strings are no faster on whole columns.
    return frame["name"].apply(lambda name: name.strip())


def labels(path):
    frame = pd.read_csv(path)
    # Python's own conversion is wanted.
    return frame["name"].apply(lambda name: "shop " + name)


def doubled(items):
    # Nothing says that this is a column.
    return items.map(lambda item: item * 2)


def clipped(values):
    # A condition is no arithmetic.
    return np.vectorize(lambda value: value if value > 0 else 0)(values)


def test_own_reduction(frame):
    # fine: what a test asserts about is what it tests
    expected = frame.groupby("shop")["price"].agg(lambda prices: prices.sum())
    assert_series_equal(frame.groupby("shop")["price"].sum(), expected)
