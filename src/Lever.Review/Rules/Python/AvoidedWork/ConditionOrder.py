"""Fixture of py-condition-order."""

import os
import re


def present(entries: list):
    return [path for path, enabled in entries if os.path.exists(path) and enabled]  # expect: py-condition-order, tier B


def others(titles: list, folder, only):
    # One of many is seldom met.
    return [name for name in titles if os.path.exists(os.path.join(folder, name)) and name != only]  # expect: py-condition-order, tier C


def folders(titles: list, wanted):
    for name in titles:
        if os.path.isdir(name) and not wanted:  # expect: py-condition-order
            yield name


def either(titles: list, everything):
    found = []
    for name in titles:
        if os.path.isfile(name) or everything:  # expect: py-condition-order
            found.append(name)
    return found


def matching(lines: list, skip):
    for line in lines:
        if re.search(r"^\s*#", line) and line is not skip:  # expect: py-condition-order, tier C
            yield line


def cheap_first(titles: list, only):
    return [name for name in titles if name != only and os.path.exists(name)]


def once(name, only):
    # Asked once.
    return os.path.exists(name) and name != only


def value(titles: list, default):
    # The value of the whole is taken.
    for name in titles:
        yield os.path.exists(name) and default


def raising(titles: list, sizes):
    # The second test may raise.
    return [name for name in titles if os.path.exists(name) and sizes[name] > 10]


def with_effect(titles: list, seen, keep):
    # The first test has an effect.
    return [name for name in titles if seen.add(name) and keep]


def typed(titles: list, text):
    # Only text is compared.
    return [name for name in titles if isinstance(name, str) and os.path.exists(name) and name != text]  # expect: py-condition-order


def both_dear(titles: list):
    # Both ask the file system.
    return [name for name in titles if os.path.exists(name) and os.path.isdir(name)]


def bound(lines: list, last):
    # The second reads what the first found.
    for line in lines:
        if (found := re.match(r"\d+", line)) and found != last:
            yield found


def cheap_inside(lines: list, is_pattern, text):
    # The cheap test stands first already.
    for line in lines:
        if (is_pattern and re.match(text, line)) or text == line:
            yield line


def few(skip):
    # Two turns.
    for name in ("a", "b"):
        if os.path.exists(name) and name != skip:
            yield name
