"""Fixture of py-exception-control-flow."""

import contextlib
import os
from collections import defaultdict
from contextlib import suppress


def numbers(texts: list):
    result = []
    for text in texts:
        with suppress(ValueError):  # expect: py-exception-control-flow, tier C
            result.append(int(text))
    return result


def first_words(lines: list):
    for line in lines:
        with contextlib.suppress(IndexError, AttributeError):  # expect: py-exception-control-flow
            word = line.split()[0]
            if word:
                yield word


def prices(titles: list):
    known = {"apple": 3, "pear": 4}
    result = []
    for name in titles:
        try:
            price = known[name]  # expect: py-exception-control-flow
        except KeyError:
            price = 0
        result.append(price)
    return result


def once(text):
    # Entered once.
    with suppress(ValueError):
        return int(text)


def removed(files: list):
    # Removing a file takes far longer.
    for path in files:
        with suppress(OSError):
            os.remove(path)


def with_others(titles: list, lock):
    # There is another manager.
    for name in titles:
        with suppress(ValueError), lock:
            yield int(name)


def few():
    # Two turns.
    for text in ("1", "x"):
        with suppress(ValueError):
            print(int(text))


def counts(titles: list):
    # It makes what is missing.
    known = defaultdict(int)
    for name in titles:
        try:
            count = known[name]
        except KeyError:
            count = 0
        yield count


def of_anything(titles: list, known):
    # It may be no dict.
    for name in titles:
        try:
            price = known[name]
        except KeyError:
            price = 0
        yield price


def with_more(titles: list):
    # The handler does more.
    known = {"apple": 3}
    for name in titles:
        try:
            price = known[name]
        except KeyError:
            print(name)
            price = 0
        yield price


def plain(texts: list):
    # Entering `try` costs next to nothing.
    for text in texts:
        try:
            yield int(text)
        except ValueError:
            pass


def uploaded(titles: list, bucket):
    for title in titles:
        # fine: beside sending it, the context manager is nothing
        with suppress(ValueError):
            bucket.put(title)


def answers(titles: list, hosts):
    for title in titles:
        # fine: what times out waits
        with suppress(TimeoutError):
            yield hosts.answer(title)
