"""Fixture of py-nested-loop-equality-join."""

import math

from keys import next_key


def apply(entries, corrections):
    applied = 0
    for entry in entries:
        for correction in corrections:
            if correction.guid == entry.guid:  # expect: py-nested-loop-equality-join
                entry.title = correction.title
                applied += 1
    return applied


def pairs(orders, customers):
    return [(order, customer) for order in orders for customer in customers if customer["id"] == order["customer"]]  # expect: py-nested-loop-equality-join


def first_partner(left_rows, right_rows):
    result = {}
    for left in left_rows:
        for right in right_rows:
            if left.key == right.key and right.active:  # expect: py-nested-loop-equality-join
                result[left] = right
                break
    return result


def by_item(index: dict, rows):
    for row in rows:
        for key, value in index.items():
            if key == row.key:  # expect: py-nested-loop-equality-join
                row.value = value


def by_function(left_items, right_items):
    result = {}
    for left in left_items:
        for right in right_items:
            if fingerprint(left) == fingerprint(right):  # expect: py-nested-loop-equality-join
                result[left] = right
    return result


def fingerprint(item):
    return item.name.strip().lower()


def counter_of(rows, others):
    # Two functions: whether the first has an effect is not known.
    for row in rows:
        for other in others:
            if next_key(other) == row.key:
                yield row


def cross(rows, others):
    # Every pair is wanted.
    for row in rows:
        for other in others:
            yield row, other


def ordered(rows, others):
    # No equality.
    for row in rows:
        for other in others:
            if row.start < other.end:
                yield row, other


def own_children(rows):
    # Each row has its own children.
    for row in rows:
        for child in row.children:
            if child.name == row.name:
                yield child


def diagonal(matrix):
    # Positions: the diagonal.
    for i in range(len(matrix)):
        for j in range(len(matrix)):
            if i == j:
                matrix[i][j] = 1


def counted(rows, others):
    # Positions again.
    for i, row in enumerate(rows):
        for j, other in enumerate(others):
            if i == j:
                yield row, other


def does_more(rows, others):
    # The pairs that do not match count too.
    for row in rows:
        for other in others:
            if row.key == other.key:
                row.partner = other
            else:
                row.misses += 1


def few(rows):
    # Two elements.
    for row in rows:
        for colour in ("red", "blue"):
            if colour == row.colour:
                yield row


def constant(rows, others):
    # The test does not depend on the row.
    for row in rows:
        for other in others:
            if other.kind == "main":
                yield row, other


def tolerance(rows, points: list[float]):
    # Floating-point numbers are compared as they are, but a dict of them helps nobody.
    for row in rows:
        for point in points:
            if point == math.floor(row.x):
                yield row


def changing(rows, others):
    # The compared attribute is written by the loop.
    for row in rows:
        for other in others:
            if other.key == row.key:
                other.key = row.other


def shrinking(rows, others):
    # The inner list changes.
    for row in rows:
        for other in others:
            if other.key == row.key:
                others.remove(other)


def exhausted(rows, path):
    # A file can be read once: another kind of mistake.
    with open(path) as handle:
        for row in rows:
            for line in handle:
                if line == row.line:
                    yield row


def leaves(rows, others):
    # One turn of the outer loop.
    for row in rows:
        for other in others:
            if other.key == row.key:
                print(other)
        return
