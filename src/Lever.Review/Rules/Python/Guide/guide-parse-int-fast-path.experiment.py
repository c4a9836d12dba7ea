"""`int` against the guide's fast path for ASCII digits, for a hundred texts of n digits."""
import random

SIZES = [1, 6, 10]
WINS = "never"
LOSES = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return (["".join(random.choice("0123456789") for _ in range(n)) for _ in range(100)],)


def parse_int(s):
    return int(s)


def parse_int_fast(s):
    if len(s) <= 10 and s.isdigit():
        result = 0
        for c in s:
            result = result * 10 + (ord(c) - 48)
        return result
    return int(s)


def before(texts):
    return [parse_int(text) for text in texts]


def after(texts):
    return [parse_int_fast(text) for text in texts]
