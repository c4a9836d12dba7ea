"""Fixture of py-tiny-numpy-op."""

import numba
import numpy as np
from numpy import linalg


def roots(numbers: list[float]):
    found = []
    for number in numbers:
        found.append(np.sqrt(number))  # expect: py-tiny-numpy-op
    return found


def angles(marks: list[int]):
    return [np.sin(step * 0.1) for step in marks]  # expect: py-tiny-numpy-op


def distance(x: float, y: float):
    return np.linalg.norm([x, y])  # expect: py-tiny-numpy-op


def distances(rows: list):
    return [distance(row.x, row.y) for row in rows]


def bounded(rows: list, low: float, high: float):
    found = []
    for row in rows:
        found.append(np.clip(float(row), low, high))  # expect: py-tiny-numpy-op
    return found


def highest(rows: list, floor: float):
    return [np.max([float(row), floor]) for row in rows]  # expect: py-tiny-numpy-op


def of_anything(values: list):
    # What is in it may be arrays.
    return [np.sqrt(value) for value in values]


def of_arrays(arrays: list[np.ndarray]):
    # Arrays are what it is for.
    return [np.abs(array) for array in arrays]


def once(number: float):
    # Nothing repeats it here.
    return np.sqrt(number)


def few(number: float):
    # Three turns.
    return [np.sqrt(number * factor) for factor in (1.0, 2.0, 3.0)]


def largest(frames: list[np.ndarray], other: np.ndarray):
    # Arrays are put on top of each other.
    return [np.max([frame, other]) for frame in frames]


def along(rows: list, low: float):
    # An axis is for arrays.
    return [np.sum([low, 2.0], axis=0) for row in rows]


@numba.jit(nopython=True)
def added(value: float, total: float):
    # fine: compiled, where a function of numpy costs what one of `math` does
    if not np.isnan(value):
        total += value
    return total


def summed(values: list[float]):
    total = 0.0
    for value in values:
        total = added(value, total)
    return total


def ratios(frames: list[np.ndarray], days: float):
    found = []
    for frame in frames:
        spread = np.std(frame)
        # Beside a look at an array, one number more is nothing.
        found.append(spread / np.sqrt(days))  # expect: py-tiny-numpy-op, with a profile
    return found
