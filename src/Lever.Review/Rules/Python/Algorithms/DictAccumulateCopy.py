"""Fixture of py-dict-accumulate-copy."""

from functools import reduce


def by_key(rows):
    table = {}
    for row in rows:
        table = {**table, row.key: row}  # expect: py-dict-accumulate-copy
    return table


def merged(tables):
    result = {}
    for table in tables:
        result = result | table  # expect: py-dict-accumulate-copy
    return result


def by_name(rows, found: dict):
    for row in rows:
        found = dict(found, last=row)  # expect: py-dict-accumulate-copy
    return found


def distinct(rows):
    keys = set()
    for row in rows:
        keys = keys | {row.key}  # expect: py-dict-accumulate-copy
    return keys


def folded(rows):
    return reduce(lambda table, row: {**table, row.key: row}, rows, {})  # expect: py-dict-accumulate-copy


def in_place(tables):
    # `|=` changes the dict in place.
    result = {}
    for table in tables:
        result |= table
    return result


def once(table, row):
    # Not in a loop.
    table = {**table, row.key: row}
    return table


def others(rows, defaults):
    # Each turn begins with the defaults.
    for row in rows:
        table = dict(defaults)
        table = {**table, "row": row}
        yield table


def of_other(rows, base):
    # Another dict is spread.
    table = {}
    for row in rows:
        table = {**base, row.key: row}
    return table


def flags(rows):
    # Numbers are joined, not dicts.
    mask = 0
    for row in rows:
        mask = mask | row.flag
    return mask


def few():
    # Three turns.
    table = {}
    for name in ("a", "b", "c"):
        table = {**table, name: 1}
    return table


def summed(rows):
    # The reduction copies nothing.
    return reduce(lambda total, row: total + row.size, rows, 0)
