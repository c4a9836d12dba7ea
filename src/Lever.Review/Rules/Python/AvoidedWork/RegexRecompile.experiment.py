"""A constant pattern given as text to `re.search` for each of n lines against the pattern compiled at module level."""
import random
import re

SIZES = [1, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"

FIELDS_PATTERN = re.compile(r"(\w+)=(\d+)")


def inputs(n):
    return (["key=%d" % random.randrange(1_000) if random.random() < 0.8 else "no field" for _ in range(n)],)


def before(lines):
    found = []
    for line in lines:
        match = re.search(r"(\w+)=(\d+)", line)
        if match:
            found.append(match.group(1))
    return found


def after(lines):
    found = []
    for line in lines:
        match = FIELDS_PATTERN.search(line)
        if match:
            found.append(match.group(1))
    return found
