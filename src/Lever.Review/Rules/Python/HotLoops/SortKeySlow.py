"""Fixture of py-sort-key-slow."""
import functools
import heapq
from functools import cmp_to_key
from operator import itemgetter


def by_price(rows: list):
    return sorted(rows, key=cmp_to_key(lambda a, b: a["price"] - b["price"]))  # expect: py-sort-key-slow, tier B


def newest_first(events: list):
    events.sort(key=functools.cmp_to_key(lambda a, b: b.time - a.time))  # expect: py-sort-key-slow, tier B
    return events


def compare(left, right):
    return (left.name > right.name) - (left.name < right.name)


def by_name(users: list):
    return sorted(users, key=cmp_to_key(compare))  # expect: py-sort-key-slow, tier B


def lines_of(path):
    with open(path) as file:
        rows = [line.split(",") for line in file]
    rows.sort(key=lambda row: row[1])  # expect: py-sort-key-slow, tier C
    return heapq.nlargest(10, rows, key=lambda row: row[-1])  # expect: py-sort-key-slow, tier C


def longest(users: list):
    return max(users, key=lambda user: user.length)  # expect: py-sort-key-slow, tier C, with a profile


def few(options):
    # A handful of options.
    return sorted(options, key=cmp_to_key(compare))


def literal():
    # Three elements.
    return sorted([(2, "b"), (1, "a"), (3, "c")], key=lambda pair: pair[0])


def by_both(users: list):
    # A tuple of two: `attrgetter` would give it as well, but the rule is for what is plainly the same.
    return sorted(users, key=lambda user: (user.name, user.age))


def by_call(users: list):
    # A call must be made for each element all the same.
    return sorted(users, key=lambda user: user.name.lower())


def by_getter(rows: list):
    # The remedy itself.
    return sorted(rows, key=itemgetter(1))


def by_other(rows: list, weights):
    # The key is read of something else.
    return sorted(rows, key=lambda row: weights[row])


def defaulted(rows: list):
    # A lambda with a default is more than a getter.
    return sorted(rows, key=lambda row, at=1: row[at])


class Table:
    def ordered(self, rows: list):
        # Inside a class the name is mangled.
        return sorted(rows, key=lambda row: row.__rank)


def grouped(table, rows: list):
    # Not a sort of Python's.
    return table.sorted(rows, key=lambda row: row[0])
