"""A file asked for, and eight marks looked through, before a flag that is off for half of n entries, against after it."""
import os

SIZES = [4, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"


class Mark:
    def __init__(self, is_open):
        self.is_open = is_open


def inputs(n):
    folder = os.path.dirname(os.__file__)
    return [(os.path.join(folder, "os.py"), index % 2 == 0) for index in range(n)], [Mark(index == 7) for index in range(8)]


def before(entries: list, marks: list):
    present = [path for path, enabled in entries if os.path.exists(path) and enabled]
    marked = [path for path, enabled in entries if any(mark.is_open for mark in marks) and enabled]
    for path, enabled in entries:
        if any(mark.is_open for mark in marks):
            if enabled:
                marked.append(path)
    return present, marked


def after(entries: list, marks: list):
    present = [path for path, enabled in entries if enabled and os.path.exists(path)]
    marked = [path for path, enabled in entries if enabled and any(mark.is_open for mark in marks)]
    for path, enabled in entries:
        if enabled:
            if any(mark.is_open for mark in marks):
                marked.append(path)
    return present, marked
