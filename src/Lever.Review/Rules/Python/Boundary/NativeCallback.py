import re

import native
from native import simulate, upper, weight


def ranked(items: list):
    return sorted(items, key=weight)  # expect: px-native-callback


def in_place(items: list):
    items.sort(key=native.weight)  # expect: px-native-callback


def mapped(items: list):
    return list(map(weight, items))  # expect: px-native-callback


def shouted(text):
    return re.sub(r"\w+", upper, text)  # expect: px-native-callback


def frame(column):
    return column.apply(weight)  # expect: px-native-callback


def heavy(seeds: list):
    # The function loops itself.
    return sorted(seeds, key=simulate)


def registered(handlers):
    # Handed over, but nothing says that it is called for each item.
    handlers.register(weight)


def by_length(items: list):
    # A builtin.
    return sorted(items, key=len)
