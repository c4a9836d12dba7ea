"""A dict of two keys made and dropped on each of n turns against two names."""
import random

SIZES = [4, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"


class Row:
    def __init__(self, net, tax):
        self.net = net
        self.tax = tax


def inputs(n):
    return ([Row(random.randrange(1_000), random.randrange(100)) for _ in range(n)],)


def before(rows: list):
    result = 0
    for row in rows:
        part = {"net": row.net, "tax": row.tax}
        result += part["net"] + part["tax"]
    return result


def after(rows: list):
    result = 0
    for row in rows:
        part_net = row.net
        part_tax = row.tax
        result += part_net + part_tax
    return result
