"""Fixture of py-cache-misuse."""

import enum
import functools
import re
from dataclasses import dataclass
from functools import cache, lru_cache


@lru_cache(maxsize=1024)
def double(number: int) -> int:  # expect: py-cache-misuse
    return number * 2


@cache
def is_even(number):  # expect: py-cache-misuse
    """Whether two divides it."""
    return number % 2 == 0


@lru_cache(maxsize=None)
async def price(name):  # expect: py-cache-misuse
    return await name.price()


@functools.lru_cache(maxsize=64)
def total(numbers: list[int]) -> int:  # expect: py-cache-misuse
    return sum(numbers)


class Report:
    def __init__(self, rows):
        self.rows = rows

    @functools.cache
    def total(self):  # expect: py-cache-misuse
        return sum(row.price for row in self.rows)

    @lru_cache(maxsize=128)
    def column(self, name):  # expect: py-cache-misuse
        return [row[name] for row in self.rows]

    @staticmethod
    @lru_cache(maxsize=128)
    def pattern(name):
        # No instance in its keys.
        return re.compile(rf"\b{name}\b")


def slope(points):
    @lru_cache(maxsize=None)
    def mean(axis):  # expect: py-cache-misuse
        return sum(point[axis] for point in points) / len(points)

    return mean(0)


def distance(left, right):
    # The recursion asks the cache again and again.
    @cache
    def step(i, j):
        if not i or not j:
            return i + j
        return min(step(i - 1, j), step(i, j - 1)) + (left[i] != right[j])

    return step(len(left), len(right))


def weights(words):
    # Asked on every turn.
    @cache
    def weight(word):
        return sum(map(ord, word))

    return [weight(word) for word in words]


def cached(function):
    # The function that is returned keeps its cache.
    @lru_cache(maxsize=16)
    def inner(argument):
        return function(argument)

    return inner


@lru_cache(maxsize=1024)
def checksum(key: str) -> int:
    # Worth a cache.
    value = 0
    for character in key:
        value = (value * 31 + ord(character)) % 1_000_003
    return value


@lru_cache(maxsize=None)
def settings():
    # One object for everyone.
    return {"a": 1}


@cache
def power(base, exponent):
    # A power of large numbers takes long.
    return base**exponent


@dataclass(frozen=True)
class Point:
    x: int

    @cache
    def name(self):
        # A frozen value: its equals share an entry.
        return str(self.x) * 10


class Color(enum.Enum):
    RED = 1

    @cache
    def label(self):
        # There are as many as there are members.
        return self.name.title()


class Finder:
    @lru_cache  # noqa: B019
    def where(self, name: str):
        # Another linter was told that this is meant.
        return [path for path in self.paths if path.endswith(name)]


def test_inherited_documentation(documentation_of):
    class Shape:
        # Nothing is remembered: what counts is that the method is a wrapped one.
        @lru_cache
        def area(self):
            """The area."""

    assert documentation_of(Shape.area) == "The area."
