"""Fixture of py-loop-over-ndarray."""

import numpy as np
from numba import njit


def energy(count):
    values = np.linspace(0.0, 1.0, count)
    return sum(values)  # expect: py-loop-over-ndarray


def positive(rows):
    values = np.array([float(row) for row in rows])
    found = 0
    for value in values:  # expect: py-loop-over-ndarray
        if value > 0:
            found += 1
    return found


def largest(buffer):
    values = np.frombuffer(buffer)
    return max(values)  # expect: py-loop-over-ndarray


def rows(count):
    # Rows of a matrix: each turn works on a whole row.
    table = np.zeros((count, 3))
    for row in table:
        yield row.sum()


def unknown(values: np.ndarray):
    # It may be a matrix.
    for row in values:
        yield row


@njit
def compiled(count):
    # Compiled: loops are cheap.
    values = np.arange(count)
    total = 0
    for value in values:
        total += value
    return total


def as_list(count):
    # Already a list.
    values = np.arange(count).tolist()
    return sum(values)


def plain(values: list):
    # A list.
    return sum(values)


def few():
    values = np.arange(10, 20)
    # fine: ten elements
    for value in values:
        print(value)
    prices = np.array([3, 7, 5])
    # fine: three
    return max(prices)
