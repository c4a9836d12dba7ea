"""A text of n characters taken apart by a pattern that matches what is cut from it, against at a position of it."""
import re

SIZES = [60, 6_000, 60_000]
WINS = "n >= 60000"
METRIC = "cpu"
SAME = "result"

TOKEN = re.compile(r"\w+|\s+|.")


def inputs(n):
    return ("lorem ipsum, " * (n // 13) + "x" * (n % 13),)


def before(text: str):
    at, count = 0, 0
    while at < len(text):
        at += len(TOKEN.match(text[at:]).group())
        count += 1
    return count


def after(text: str):
    at, count = 0, 0
    while at < len(text):
        at += len(TOKEN.match(text, at).group())
        count += 1
    return count
