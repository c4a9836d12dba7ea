"""Fixture of py-boxed-numeric-list."""

import json


def read_measurements(path):
    measurements = []
    with open(path) as handle:
        for line in handle:
            measurements.append(float(line))  # expect: py-boxed-numeric-list
    return measurements


def mean(rows):
    values = []
    for row in rows:
        values.append(float(row[0]))  # expect: py-boxed-numeric-list
    return sum(values) / len(values)


def largest(cells):
    widths = []
    for cell in cells:
        if cell.width:
            widths.append(float(cell.width))  # expect: py-boxed-numeric-list
    return max(widths)


def few():
    # Four values.
    values = []
    for text in ("1", "2", "3", "4"):
        values.append(float(text))
    return values


def mixed(rows):
    # A missing value is no number.
    values = []
    for row in rows:
        values.append(float(row) if row else None)
    return values


def with_gaps(rows):
    # Here as well.
    values = []
    for row in rows:
        if row:
            values.append(float(row))
        else:
            values.append(None)
    return values


def as_json(rows):
    # JSON knows lists, not arrays.
    values = []
    for row in rows:
        values.append(float(row))
    return json.dumps(values)


def each_turn(groups):
    # Each turn has a list of its own.
    for group in groups:
        values = []
        values.append(float(group))
        yield values
