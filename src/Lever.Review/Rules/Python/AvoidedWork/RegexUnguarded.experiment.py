"""A thousand lines of n characters, of which one in a hundred holds an address, searched for addresses without and with a look for the `@` first."""
import random
import re

SIZES = [20, 80, 400]
WINS = "always"
METRIC = "cpu"
SAME = "result"

ADDRESS = re.compile(r"[\w.]+@[\w.]+")


def inputs(n):
    words = ("alpha", "the", "request", "of", "server", "took", "7", "ms")
    lines = []
    for number in range(1000):
        line = ""
        while len(line) < n:
            line += random.choice(words) + " "
        lines.append(line + "me@example.org" if number % 100 == 0 else line)
    return (lines,)


def before(lines: list):
    return [ADDRESS.sub("-", line) for line in lines]


def after(lines: list):
    return [ADDRESS.sub("-", line) if "@" in line else line for line in lines]
