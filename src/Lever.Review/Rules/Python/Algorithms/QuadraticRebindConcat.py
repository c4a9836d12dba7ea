"""Fixture of py-quadratic-rebind-concat."""

import numpy as np


def squares(numbers):
    result = []
    for number in numbers:
        result = result + [number * number]  # expect: py-quadratic-rebind-concat
    return result


def display(numbers, found: list):
    for number in numbers:
        found = [*found, number]  # expect: py-quadratic-rebind-concat
    return found


def pairs(rows):
    result = ()
    for row in rows:
        result += (row.key,)  # expect: py-quadratic-rebind-concat
    return result


def read_all(connection):
    data = b""
    while True:
        chunk = connection.recv(4096)
        if not chunk:
            break
        data += chunk  # expect: py-quadratic-rebind-concat
    return data


def newest_first(rows):
    result = []
    for row in rows:
        result = [row] + result  # expect: py-quadratic-rebind-concat
    return result


class Log:
    def __init__(self):
        self.lines = []

    def keep(self, lines):
        for line in lines:
            self.lines = self.lines + [line]  # expect: py-quadratic-rebind-concat


def in_place(numbers):
    # `list +=` extends in place.
    result = []
    for number in numbers:
        result += [number]
    return result


def growing_buffer(connection):
    # So does `bytearray +=`.
    data = bytearray()
    while True:
        data += connection.recv(4096)


def total(numbers):
    # Numbers are added, nothing is copied.
    result = 0
    for number in numbers:
        result = result + number
    return result


def text(parts):
    # CPython appends to a local string in place.
    result = ""
    for part in parts:
        result = result + part
    return result


def few():
    # Three turns.
    result = ()
    for name in ("a", "b", "c"):
        result += (name,)
    return result


def made_each_turn(groups):
    # Each turn begins anew.
    for group in groups:
        members = [group]
        members = members + [None]
        yield members


def find(rows):
    # The loop ends with the copy.
    result = []
    for row in rows:
        if row.ok:
            result = result + [row]
            break
    return result


def once(rows):
    # Not in a loop.
    rows = list(rows)
    rows = rows + [None]
    return rows


def lines_of(connection):
    # The loop cuts the buffer as well, so it stays short.
    data = b""
    while True:
        data += connection.recv(4096)
        line, data = data[:80], data[80:]
        yield line


def read_exactly(connection, size):
    # Done with the second chunk or the third.
    data = b""
    while len(data) < size:
        data += connection.recv(size - len(data))
    return data


def selection(array, axes):
    # One for each dimension.
    chosen = ()
    for axis in range(array.ndim):
        chosen += (None if axis in axes else slice(None),)
    return chosen


def head_of(stream):
    # Chunks of four kilobytes, of which a head has one: nobody says that there are many.
    head = b""
    while b"\r\n\r\n" not in head:
        head += stream.read(4096)  # expect: py-quadratic-rebind-concat, tier C
    return head


def strongest(orders: list):
    kept = []
    for order in orders:
        # fine: the filter goes through the list on each turn anyway
        kept = [other for other in kept if not order.contains(other)]
        kept = [order] + kept
    return kept


def orders_of(levels: list):
    keys = ()
    for level in levels:
        # fine: beside the array that each turn makes, a few pointers are nothing
        keys = (np.argsort(level),) + keys
    return np.lexsort(keys)
