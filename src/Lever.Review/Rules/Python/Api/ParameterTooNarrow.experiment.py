"""Whether one of n names is known, asked with a list made of the set against the set itself."""
from __future__ import annotations

SIZES = [1, 10, 100, 10000]
WINS = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    names = {"name %d" % number for number in range(n)}
    return names, "name %d" % (n // 2)


def overlaps(names: list[str], other: str) -> bool:
    return bool(names) and other in names


def before(users: set[str], other: str):
    return overlaps(list(users), other)


def after(users: set[str], other: str):
    return overlaps(users, other)
