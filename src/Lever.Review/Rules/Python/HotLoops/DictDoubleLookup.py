"""Fixture of py-dict-double-lookup."""


def total(prices: dict):
    result = 0
    for name in prices:  # expect: py-dict-double-lookup
        result += prices[name]
    return result


def lines(table: dict):
    for key in table.keys():  # expect: py-dict-double-lookup
        yield key, table[key], table[key]


def invert(rows):
    table = {row.key: row for row in rows}
    inverted = {}
    for key in table:  # expect: py-dict-double-lookup
        inverted[table[key]] = key
    return inverted


def change(table: dict):
    # The loop stores: that is one lookup a key.
    for key in table:
        table[key] += 1


def of_other(table: dict, other: dict):
    # Another dict is searched.
    for key in table:
        yield other[key]


def keys(table: dict):
    # No value is read.
    for key in table:
        yield key


def unknown(table):
    # It may be a Series or a shelf, whose `items` is something else.
    for key in table:
        yield table[key]


def later(table: dict):
    # The function runs later, and may see another value.
    for key in table:
        yield lambda: table[key]


def of_unknown_size(report):
    # It may hold three keys.
    table: dict = report.table
    for key in table:  # expect: py-dict-double-lookup, with a profile
        yield table[key]
