"""A small program that recurses in several ways; every sample in the folders beside this one comes from it.

It runs unchanged on Python 2.7 and on 3.6 to 3.13.
"""
import functools
import heapq
import sys


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def twice(function):
    @functools.wraps(function)
    def wrapper(*args):
        function(*args)
        return function(*args)
    return wrapper


class Tree(object):
    def __init__(self, depth):
        self.children = [Tree(depth - 1) for _ in range(2)] if depth else []

    def walk(self):
        yield self
        for child in self.children:
            for node in child.walk():
                yield node

    @twice
    def size(self):
        return sum(1 for _ in self.walk())


class Ledger(object):
    def __init__(self):
        self.rows = []

    def add(self, key, amount):
        self.rows.append({"key": key, "amount": amount})
        return self

    def sorted_rows(self):
        return sorted(self.rows, key=lambda row: (row["amount"], row["key"]))


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def ledger(count):
    book, seed = Ledger(), 7
    for i in range(count):
        seed = (seed * 1103515245 + 12345) % 2147483648
        book.add("k%d" % i, seed)
    amounts = [row["amount"] for row in book.sorted_rows()]
    pair = (lambda a: len(a), lambda a: a[0])
    return list(heapq.merge(amounts, amounts)), pair[0](amounts), pair[1](amounts)


def dedupe(items):
    seen = []
    for item in items:
        if item not in seen:
            seen.append(item)
    return seen


def main(scale=1):
    for _ in range(scale):
        fib(12)
        is_even(60)
        ackermann(2, 6)
        tree = Tree(5)
        tree.size()
        ledger(120)
        dedupe([i % 150 for i in range(900)])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
