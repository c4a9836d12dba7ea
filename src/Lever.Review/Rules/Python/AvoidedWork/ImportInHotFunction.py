"""Fixture of py-import-in-hot-function."""


def roots(values: list):
    result = []
    for value in values:
        from math import sqrt  # expect: py-import-in-hot-function, tier C
        result.append(sqrt(value))
    return result


def patterns(path):
    for line in open(path):
        import re  # expect: py-import-in-hot-function
        yield re.escape(line)


def _parsed(line):
    from json import loads  # expect: py-import-in-hot-function
    return loads(line)


def documents(path):
    return [_parsed(line) for line in open(path)]


def once(values: list):
    # Once a call.
    from math import sqrt
    return [sqrt(value) for value in values]


def optional(values: list):
    for value in values:
        # Somebody is prepared for it to be missing.
        try:
            import numpy
        except ImportError:
            numpy = None
        yield numpy, value


def seldom(values: list):
    for value in values:
        # Only if an item asks for it.
        if value < 0:
            from cmath import sqrt
            value = sqrt(value)
        yield value


def few():
    # Two turns.
    for value in (1, 2):
        import math
        print(math.sqrt(value))


def failing(values: list):
    for value in values:
        if not value:
            # It ends here.
            import sys
            sys.exit(1)
    return values
