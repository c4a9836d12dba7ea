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


def resolved(roots: list, titles: list, base):
    for root in roots:
        for title in titles:
            if root.has(os.path.join(base, title)):  # expect: py-loop-invariant-call
                yield root


def widest(limits: list, rows: list):
    return [row for limit in limits for row in rows if limit > max(row)]  # expect: py-loop-invariant-call, with a profile


def both_change(roots: list, titles: list):
    # Another path for each pair.
    for root in roots:
        for title in titles:
            yield os.path.join(root, title)


def heaviest(parcels: list):
    best = 0
    for parcel in parcels:
        best = max(best, parcel.weight)
    return best


def relative(parcels: list):
    return [parcel.weight / heaviest(parcels) for parcel in parcels]  # expect: py-loop-invariant-call


class Depot:
    def __init__(self, parcels: list):
        self.parcels = parcels
        self.taken = []

    def names(self):
        return [parcel.name.strip() for parcel in self.parcels]

    def unknown(self, wanted: list):
        found = []
        for name in wanted:
            if name not in self.names():  # expect: py-loop-invariant-call
                found.append(name)
        return found

    def sent(self, wanted: list):
        # The list changes on each turn.
        for name in wanted:
            if name in self.names():
                self.parcels.remove(name)

    def handled(self, wanted: list):
        # What this calls may change the list.
        for name in wanted:
            if name in self.names():
                self.handle(name)

    def handle(self, name):
        self.parcels = [parcel for parcel in self.parcels if parcel.name != name]

    def copies(self, wanted: list):
        # A list of its own for each.
        return {name: self.names() for name in wanted}


def per_list(groups: list):
    # Another list on each turn.
    return [heaviest(group) for group in groups]


def emptied(parcels: list, limit):
    # The list is rebound.
    for number in range(limit):
        parcels = parcels[1:]
        yield heaviest(parcels), number


def logged(parcels: list, log):
    # An effect on each turn.
    for parcel in parcels:
        total(parcels, log)


def total(parcels, log):
    log.append(parcels)
    return sum(parcel.weight for parcel in parcels)
