"""A path joined and eight rules asked on each of n turns, the largest of each row for each of three limits, and a text for each part of each cell, against once."""
import os
import random
from itertools import product

SIZES = [0, 3, 300]
WINS = "n >= 3"
LOSES = "n <= 0"
METRIC = "cpu"
SAME = "result"


class Rule:
    def __init__(self, is_strict):
        self.is_strict = is_strict


def inputs(n):
    words = ["in", "index", "home", "other", "cache"]
    rows = [[random.random() for _ in range(5)] for _ in range(n)]
    return [random.choice(words) for _ in range(n)], os.path.join("home", "someone", "documents"), [Rule(False) for _ in range(8)], rows, [range(min(n, 8))] * 2


def before(titles, root, rules, rows, axes):
    found = 0
    for title in titles:
        if title in os.path.join(root, "index"):
            found += 1
        if any(rule.is_strict for rule in rules):
            found += 1
    cells = [tuple(str(part) for part in cell) for cell in product(*axes)]
    return found, [row for limit in (0.5, 0.7, 0.9) for row in rows if limit > max(row)], cells


def after(titles, root, rules, rows, axes):
    found = 0
    join_once = os.path.join(root, "index")
    any_once = any(rule.is_strict for rule in rules)
    for title in titles:
        if title in join_once:
            found += 1
        if any_once:
            found += 1
    tops = [max(row) for row in rows]
    cells = list(product(*[[str(part) for part in axis] for axis in axes]))
    return found, [row for limit in (0.5, 0.7, 0.9) for row, top in zip(rows, tops) if limit > top], cells
