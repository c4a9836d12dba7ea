import re

import native
from native import simulate, upper, weight


def ranked(items: list):
    # As a key it is called no more often than a loop before the sort would call it.
    return sorted(items, key=weight)


def by_module(items: list):
    return sum(map(native.weight, items))  # expect: px-native-callback


def mapped(items: list):
    return list(map(weight, items))  # expect: px-native-callback


def shouted(text):
    return re.sub(r"\w+", upper, text)  # expect: px-native-callback


def frame(column):
    return column.apply(weight)  # expect: px-native-callback


def heavy(seeds: list):
    # The function loops itself.
    return list(map(simulate, seeds))


def registered(handlers):
    # Handed over, but nothing says that it is called for each item.
    handlers.register(weight)


def by_length(items: list):
    # A builtin.
    return sorted(items, key=len)
