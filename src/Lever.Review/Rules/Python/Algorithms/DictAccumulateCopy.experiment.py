"""A dict copied whole for each new key against a store in place."""
import random

SIZES = [3, 10, 100, 600]
WINS = "always"
METRIC = "cpu"
SAME = "result"


class Row:
    def __init__(self, key):
        self.key = key


def inputs(n):
    keys = ["key-%d" % number for number in range(n)]
    random.shuffle(keys)
    return ([Row(key) for key in keys],)


def before(rows):
    table = {}
    for row in rows:
        table = {**table, row.key: row}
    return table


def after(rows):
    table = {}
    for row in rows:
        table[row.key] = row
    return table
