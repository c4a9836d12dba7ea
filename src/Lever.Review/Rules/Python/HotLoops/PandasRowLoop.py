"""Fixture of py-pandas-row-loop."""

import dask.dataframe as dd
import pandas as pd


def total(path):
    frame = pd.read_csv(path)
    result = 0
    for _, row in frame.iterrows():  # expect: py-pandas-row-loop
        result += row["price"] * row["count"]
    return result


def labels(frame):
    found = []
    for index, row in frame.iterrows():  # expect: py-pandas-row-loop
        found.append((index, row["label"]))
    return found


def ratio(frame: pd.DataFrame):
    return frame.apply(lambda row: row["a"] / row["b"], axis=1)  # expect: py-pandas-row-loop


def by_column(frame: pd.DataFrame):
    # One call a column.
    return frame.apply(lambda column: column.max(), axis=0)


def first_rows(frame):
    # Five rows.
    for _, row in frame.head().iterrows():
        yield row["label"]


def show(frame):
    # Printing takes as long as the row.
    for _, row in frame.iterrows():
        print(row["label"])


def tuples(frame: pd.DataFrame):
    # Named tuples are cheap.
    for row in frame.itertuples():
        yield row.label


def applied(task):
    # Another kind of `apply`.
    return task.apply(1, axis=0)


def test_sum():
    # Four rows, however they are handed on.
    frame = pd.DataFrame({"x": [1, 2, 3, 4], "y": [10, 20, 30, 40], "kind": "a"})
    parts = dd.from_pandas(frame, npartitions=2)
    parts = parts.apply(lambda row: row, axis=1)
    assert parts.apply(lambda row: row["x"] + row["y"], axis=1).compute() == frame.apply(lambda row: row["x"] + row["y"], axis=1)


def test_rows(table):
    # fine: what a test asserts about is what it tests
    result = table.apply(lambda row: row.sum(), axis=1)
    assert_series_equal(result, table.sum(axis=1))


def few_days():
    # fine: three rows
    frame = pd.DataFrame({"day": pd.date_range("2019-01-01", periods=3)})
    return frame.apply(lambda row: row.array, axis=1)


def own_kind():
    # fine: a subclass holds what it is given, too
    frame = OwnDataFrame({"x": [1]})
    for _, row in frame.iterrows():
        print(row)
