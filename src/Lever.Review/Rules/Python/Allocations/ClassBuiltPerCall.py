"""Fixture of py-class-built-per-call."""

import enum
from collections import namedtuple
from dataclasses import dataclass
from functools import lru_cache


def corner(box):
    Point = namedtuple("Point", "x y")  # expect: py-class-built-per-call
    return Point(box.left, box.top)


def corners(boxes: list):
    return [corner(box) for box in boxes]


def cells(rows: list):
    for row in rows:
        @dataclass
        class Cell:  # expect: py-class-built-per-call
            value: int

        yield Cell(row).value


def sizes(values: list):
    for value in values:
        class Box:  # expect: py-class-built-per-call
            def area(self, side):
                return side * side

        yield Box().area(value)


def state(text):
    # Nothing says how often it runs, but an enumeration is dear.
    class State(enum.Enum):  # expect: py-class-built-per-call
        ON = 1
        OFF = 2

    return State[text].value


def record_type(fields):
    # Another class for other fields.
    return namedtuple("Record", fields)


def tagged(rows: list, tag):
    # The class uses what the function was given.
    class Tagged:
        name = tag

    return [Tagged() for row in rows if row]


@lru_cache(maxsize=None)
def remembered():
    Pair = namedtuple("Pair", "a b")
    return Pair(1, 2)


def decorated(function):
    # The class is what the function is for.
    class Wrapper:
        pass

    return Wrapper


def plain(value):
    # A plain class, and nothing says that it is made often.
    class Local:
        pass

    local = Local()
    local.value = value
    return local.value


REGISTRY = {}


def registered(name):
    # Stored: made once for each name.
    REGISTRY[name] = namedtuple("Entry", "a b")


def test_pairs():
    # A test makes its own.
    Pair = namedtuple("Pair", "a b")
    assert Pair(1, 2).a == 1


Place = namedtuple("Place", "x y")
