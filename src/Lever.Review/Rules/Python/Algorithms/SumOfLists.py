"""Fixture of py-sum-of-lists."""

import functools
import operator
from datetime import timedelta


def all_tags(posts):
    return sum((post.tags for post in posts), [])  # expect: py-sum-of-lists


def flat(lists: list[list[int]]):
    return sum(lists, [])  # expect: py-sum-of-lists


def flat_tuple(lists):
    return sum(lists, ())  # expect: py-sum-of-lists


def by_name(lists):
    return sum(lists, start=[])  # expect: py-sum-of-lists


def reduced(lists):
    return functools.reduce(operator.add, lists, [])  # expect: py-sum-of-lists


def reduced_by_lambda(lists):
    return functools.reduce(lambda left, right: left + right, lists, [])  # expect: py-sum-of-lists


def numbers(values):
    # Numbers are added, not copied.
    return sum(values)


def times(spans):
    # So are time spans.
    return sum(spans, timedelta())


def two(first, second):
    # Two lists.
    return sum([first, second], [])


def with_head(head, lists):
    # It does not start empty; two sums in one are not taken apart here.
    return sum(lists, head)


def product(factors):
    # No addition.
    return functools.reduce(operator.mul, factors, 1)


def own_sum(lists):
    # This `sum` is no builtin.
    def sum(values, start):
        return values

    return sum(lists, [])


def in_place(lists):
    # `iadd` extends the first list in place.
    return functools.reduce(operator.iadd, lists, [])


def per_dimension(grid, shape, indices):
    # One for each dimension, whatever the grid makes of them.
    arrays = [list(range(size)) for size in shape]
    arrays = grid.spread(*arrays)
    return sum(zip(arrays, indices), ())


def kind_of(factors):
    degrees = sorted(sum(([degree] * count for degree, count in factors), []))
    # fine: it is as short as what it is compared with
    if degrees == [1, 2, 3]:
        return "mixed"
    return "plain" if degrees == [6] else None


def interleaved(table):
    # Pairs of which nobody says that there are many.
    return sum(zip(table.left(), table.right()), ())  # expect: py-sum-of-lists, tier C


def tags_of(tagger, words):
    # fine: asked for one sentence, it gives a list of one
    return sum(tagger.tag_all([words]), [])
