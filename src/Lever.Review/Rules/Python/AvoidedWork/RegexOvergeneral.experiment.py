"""n lines searched for a text by a compiled pattern against `in`."""
import random
import re

SIZES = [1, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"

ERROR = re.compile("ERROR: ")


def inputs(n):
    return (["2024-05-01 12:00:%02d %s: connection from %d" % (line % 60, random.choice(["INFO", "ERROR", "DEBUG"]), line) for line in range(n)],)


def before(lines):
    return [line for line in lines if ERROR.search(line)]


def after(lines):
    return [line for line in lines if "ERROR: " in line]
