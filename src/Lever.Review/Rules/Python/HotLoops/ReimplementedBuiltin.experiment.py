"""n decimal digits read by a loop against `int`."""
import random

SIZES = [1, 6, 18]
WINS = "n >= 6"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ("".join(random.choice("0123456789") for _ in range(n)),)


def before(text):
    result = 0
    for character in text:
        result = result * 10 + (ord(character) - 48)
    return result


def after(text):
    result = int(text)
    return result
