"""Fixture of py-recursive-slice."""
import numpy as np
from functools import lru_cache


def total(prices: list):
    if not prices:
        return 0
    return prices[0] + total(prices[1:])  # expect: py-recursive-slice, tier B


def reverse(text: str):
    return text if len(text) < 2 else reverse(text[1:]) + text[0]  # expect: py-recursive-slice, tier C


def last_match(rows: list, wanted):
    if not rows or rows[-1] == wanted:
        return rows
    return last_match(wanted=wanted, rows=rows[:-1])  # expect: py-recursive-slice, tier B


class Evaluator:
    def run(self, tokens: list):
        if not tokens:
            return None
        self.take(tokens[0])
        return self.run(tokens[1:])  # expect: py-recursive-slice, tier B

    def take(self, token):
        self.token = token


class Printer:
    def visit(self, node):
        return getattr(self, "visit_" + type(node).__name__)(node)

    def visit_Max(self, node):
        first = self.visit(node.parts[0])
        if len(node.parts) == 1:
            return first
        return f"max({first}, {self.visit(node.make(*node.parts[1:]))})"  # expect: py-recursive-slice, tier C, with a profile

    def visit_Min(self, node, nested=False):
        parts = node.parts
        return self.visit(parts[0]) + self.visit(type(node)(node.name, *parts[1:]))  # expect: py-recursive-slice, tier C, with a profile

    def visit_Sum(self, node):
        # The function goes on with the parts, which are made no node of.
        return " + ".join([self.visit(part) for part in node.parts[1:]])

    def visit_Call(self, node):
        # Another function, and it is called once.
        return self.show(node.make(*node.parts[1:]))

    def show(self, node):
        return node.name

    def visitor_of(self, node):
        # The name goes on otherwise.
        return self.visit(node.make(*node.parts[1:]))


def simplified(node):
    return node.parts[0] if len(node.parts) == 1 else simplified(node.make(*node.parts[1:]))  # expect: py-recursive-slice, tier C, with a profile


def first_true(values):
    # Nothing says what the values are.
    return values and (values[0] or first_true(values[1:]))  # expect: py-recursive-slice, tier C, with a profile


def nested(data, path: list):
    # A path has few parts.
    if not path:
        return data
    return nested(data[path[0]], path[1:])


def halved(rows: list):
    # Halves add up to n log n.
    if len(rows) < 2:
        return rows
    middle = len(rows) // 2
    return halved(rows[:middle]) + halved(rows[middle:])


def view(data: memoryview):
    # A view is not copied.
    return 0 if not data else data[0] + view(data[1:])


def array(data: np.ndarray):
    # Nor is an array.
    return 0 if not len(data) else data[0] + array(data[1:])


def variadic(*values):
    # The arguments of a call are few.
    return values[0] if len(values) == 1 else variadic(*values[1:])


def indexed(rows: list, start=0):
    # An index is the remedy itself.
    return 0 if start == len(rows) else rows[start] + indexed(rows, start + 1)


def permuted(items: list):
    # The calls fan out, and the items are few.
    if not items:
        return [[]]
    result = []
    for first in items:
        result += [[first] + rest for rest in permuted(items[1:])]
    return result


@lru_cache(maxsize=None)
def remembered(digits: tuple):
    # Its results are kept by its arguments.
    return 0 if not digits else digits[0] + remembered(digits[1:])


def other(rows: list):
    # Another function is called.
    return total(rows[1:])
