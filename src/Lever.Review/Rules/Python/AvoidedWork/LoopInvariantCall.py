"""Fixture of py-loop-invariant-call."""

import os
import re
import time
from itertools import product
from pathlib import Path

from polynomials import degree_list, take_one


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


def above_mean(values: list, weights: list):
    found = []
    for value in values:
        if value > sum(weight * 2 for weight in weights):  # expect: py-loop-invariant-call
            found.append(value)
    return found


def allowed(titles: list, rules: list):
    return [title for title in titles if title or any(rule.strict for rule in rules)]  # expect: py-loop-invariant-call


def marked(rows: list, limits: list):
    for row in rows:
        # fine: another question on each turn
        if any(limit > row.size for limit in limits):
            yield row


def closing(rows: list):
    for row in rows:
        row.close()
        # fine: each turn closes one of those that are asked
        if all(other.closed for other in rows):
            yield row


def refused(titles: list, rules: list):
    for title in titles:
        if not title:
            # fine: asked once, on the way out
            return any(rule.strict for rule in rules)
    return False


def weights(stalls: list):
    # Each stall's parcels are gone through again for each of them.
    return {parcel: heaviest(stall.parcels) - parcel.weight for stall in stalls for parcel in stall.parcels}  # expect: py-loop-invariant-call, with a profile


def weights_once(stalls: list):
    # fine: once for each stall
    return {parcel: best for stall in stalls for best in [heaviest(stall.parcels)] for parcel in stall.parcels}


def degrees(polynomials: list, count: int):
    return [max(degree_list(polynomial)[index] for polynomial in polynomials) for index in range(count)]  # expect: py-loop-invariant-call, tier C, with a profile


def degrees_of_each(groups: list, count: int):
    # fine: each turn has polynomials of its own
    return [max(degree_list(polynomial)[0] for polynomial in group) for group in groups]


def degrees_kept(polynomials: list, count: int):
    # fine: each row has lists of its own
    return [[degree_list(polynomial) for polynomial in polynomials] for _ in range(count)]


def drawn(polynomials: list, count: int):
    # fine: each call takes another
    return [[take_one(polynomial)[0] for polynomial in polynomials] for _ in range(count)]


def dotted(frame, other, tensor):
    return [axis.dotted(tensor).dotted(second) for axis in frame for second in other]  # expect: py-loop-invariant-call, tier C, with a profile


def spread(orders: list):
    return [(tuple(order), vertex) for order in orders for vertex in order]  # expect: py-loop-invariant-call, tier C, with a profile


def spread_lists(orders: list):
    # fine: each gets a list of its own
    return [(list(order), vertex) for order in orders for vertex in order]


def compared(parcels: list, others: list):
    found = []
    for parcel in parcels:
        for other in others:
            if heaviest(other.parts) > parcel.weight:  # expect: py-loop-invariant-call, tier C, with a profile
                found.append(parcel)
    return found


def compared_as_they_change(parcels: list, others: list):
    for parcel in parcels:
        for other in others:
            # fine: whoever gets the parcel may change the others before the next turn
            if heaviest(other.parts) > parcel.weight:
                yield parcel


def logged(parcels: list, log):
    # An effect on each turn.
    for parcel in parcels:
        total(parcels, log)


def total(parcels, log):
    log.append(parcels)
    return sum(parcel.weight for parcel in parcels)


def combined(roots, titles, base):
    for root, title in product(roots, titles):
        if root.has(os.path.join(base, title)):  # expect: py-loop-invariant-call
            yield root


def combined_of_both(roots, titles):
    # Another path for each combination.
    for root, title in product(roots, titles):
        if root.has(os.path.join(root.path, title)):
            yield root


def first_combination(roots, titles, base):
    # The search ends at the first combination.
    for root, title in product(roots, titles):
        return root, os.path.join(base, title)


def cells(axes):
    return [tuple(str(part) for part in cell) for cell in product(*axes)]  # expect: py-loop-invariant-call, tier C, with a profile


def blocks(starts, lengths):
    corners = product(*starts)
    shapes = product(*lengths)
    return [tuple(slice(at, at + length) for at, length in zip(corner, shape)) for corner, shape in zip(corners, shapes)]  # expect: py-loop-invariant-call, tier C, with a profile


def written_cells(rows):
    # Rows of data, in which no part need come twice.
    return [tuple(str(part) for part in row) for row in rows]


def weighted_cells(axes, weights):
    # What is made depends on the combination.
    return [tuple(str(part + len(cell)) for part in cell) for cell in product(*axes)]
