"""Fixture of py-loop-invariant-call."""

import os
import re
import time
from pathlib import Path


def missing(titles: list, root):
    found = 0
    for title in titles:
        if title in os.path.join(root, "index"):  # expect: py-loop-invariant-call
            found += 1
    return found


def shares(values: list):
    return [value / max(values) for value in values]  # expect: py-loop-invariant-call


def below(rows: list, base: str):
    for row in rows:
        for cell in row:
            if cell.startswith(os.path.dirname(base)):  # expect: py-loop-invariant-call
                yield cell


def folders(titles: list, root):
    for title in titles:
        yield Path(root).joinpath("cache") / title  # expect: py-loop-invariant-call


def own_path(titles: list, root):
    # Another path on each turn.
    for title in titles:
        yield os.path.join(root, title)


def changing_root(titles: list, root):
    # The root changes.
    for title in titles:
        root = os.path.join(root, "next")
        yield os.path.normpath(root), title


def clock(titles: list):
    # Another time on each turn.
    for title in titles:
        yield time.time(), title


def grown(values: list):
    # The largest changes as the list grows.
    for value in values:
        values.append(max(values) + value)


def few(root):
    # Two turns.
    for title in ("a", "b"):
        yield os.path.join(root, "index"), title


def raising(values: list, root):
    # Only where something is wrong.
    for value in values:
        if not value:
            raise ValueError(os.path.join(root, "index"))


def found(titles: list, root):
    # On the way out it runs once.
    for title in titles:
        if title == "index":
            return os.path.join(root, "index")
    for title in titles:
        if title == "cache":
            path = os.path.join(root, "cache")
            break
    return path


def waiting(root):
    # Turns until somebody makes the file.
    while not os.path.exists(os.path.join(root, "lock")):
        time.sleep(1)


def hoisted(titles: list, root):
    index = os.path.join(root, "index")
    return [title for title in titles if title in index]


def cheap(titles: list, limits):
    # A length costs less than a line of code.
    return [title for title in titles if len(title) < len(limits)]


def trimmed(sizes: list, overlap):
    # Only a tuple can be summed: the test must come first.
    for size in sizes:
        if isinstance(overlap, tuple):
            yield size - sum(overlap)
        else:
            yield size - overlap


def written(pages: list, root):
    # Beside a file that is written a path is nothing.
    for page in pages:
        with open(page.name, "w") as handle:
            handle.write(os.path.join(root, "index"))


def listed(report, root):
    # There may be three rows.
    return [row for row in report.rows if row in os.path.join(root, "index")]  # expect: py-loop-invariant-call, with a profile


COMMENT = re.compile(r"\s*#: ?(.*)")


def commented(titles: list, comment: str):
    # So does a substitution in a short text: 400 ns, below what a line is worth.
    for title in titles:
        yield title, COMMENT.sub(r"\1", comment)
