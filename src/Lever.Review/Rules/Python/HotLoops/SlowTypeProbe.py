"""Fixture of py-slow-type-probe."""
import collections.abc
import numbers
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence


def settings(path, parse):
    with open(path) as lines:
        for line in lines:
            value = parse(line)
            if isinstance(value, Mapping):  # expect: py-slow-type-probe
                yield value


def integers(values: list):
    return [value for value in values if isinstance(value, numbers.Integral)]  # expect: py-slow-type-probe, with a profile


def called(values: list):
    for value in values:
        if not isinstance(value, Callable):  # expect: py-slow-type-probe, with a profile
            yield value


def flattened(rows: list):
    for row in rows:
        if isinstance(row, collections.abc.Sequence):  # expect: py-slow-type-probe, with a profile
            yield from row


def concrete(values: list):
    # A concrete class takes a sixth of the time.
    return [value for value in values if isinstance(value, dict)]


def several(values: list):
    # The concrete class is asked first.
    return [value for value in values if isinstance(value, (dict, Mapping))]


def once(value):
    # Once a call.
    return isinstance(value, Mapping)


def few():
    # Three values.
    return [isinstance(value, Sequence) for value in ("a", [], {})]


def iterables(values: list):
    # No few classes are what is iterated.
    return [value for value in values if isinstance(value, Iterable)]


def typed(values: list):
    # `typing.Set` stands for the built-in class.
    return [value for value in values if isinstance(value, typing.Set)]


def own(values: list, kind):
    # Nothing says what the class is.
    return [value for value in values if isinstance(value, kind)]


def first_wrong(values: list):
    for value in values:
        # It is asked when something went wrong.
        assert isinstance(value, Mapping)
