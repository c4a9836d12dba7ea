"""Fixture of py-repeated-call."""

import inspect
import os


def heaviest(parcels: list):
    best = 0
    for parcel in parcels:
        best = max(best, parcel.weight)
    return best


def surcharge(parcels: list):
    if heaviest(parcels) > 20:
        return heaviest(parcels) - 20  # expect: py-repeated-call
    return 0


def held(parcels: list, limit):
    weight = heaviest(parcels)
    if limit < 3:
        return weight
    return heaviest(parcels) + limit  # expect: py-repeated-call


def either(parcels: list):
    return heaviest(parcels) if heaviest(parcels) > 3 else 0  # expect: py-repeated-call


class Tree:
    def __init__(self, nodes: list):
        self.nodes = nodes
        self.names = []

    def flattened(self):
        return [child for node in self.nodes for child in node.children]

    def show(self):
        print(len(self.flattened()))
        for child in self.flattened():  # expect: py-repeated-call
            print(child)

    def changed_between(self, node):
        # Another node has come in.
        before = len(self.flattened())
        self.nodes.append(node)
        return len(self.flattened()) - before

    def called_between(self, node):
        # What is called in between may change what is read.
        before = len(self.flattened())
        self.add(node)
        return len(self.flattened()) - before

    def add(self, node):
        self.nodes = [*self.nodes, node]

    def two_copies(self):
        # Each gets a list that it may change.
        first = self.flattened()
        first.append(None)
        return first, self.flattened()

    async def waited(self, lock):
        # Others run in between.
        count = len(self.flattened())
        await lock
        return count, len(self.flattened())


def pairs(groups: list):
    return [heaviest(group) for group in groups if heaviest(group)]  # expect: py-repeated-call


def other_way(parcels: list, limit):
    # One of the two, not both.
    if limit:
        return heaviest(parcels)
    else:
        return heaviest(parcels) + 1


def perhaps(parcels: list, limit):
    # The first is not made on each way to the second.
    if limit > 3:
        print(heaviest(parcels))
    return heaviest(parcels)


def rebound(parcels: list):
    # Another list by then.
    first = heaviest(parcels)
    parcels = parcels[1:]
    return first, heaviest(parcels)


def handed_on(parcels: list, sort):
    # What is called in between may change the list.
    first = heaviest(parcels)
    sort(parcels)
    return first, heaviest(parcels)


def retried(parcels: list):
    # The first may not have come to an end.
    try:
        return heaviest(parcels)
    except AttributeError:
        return heaviest(parcels)


def effect(parcels: list, log: list):
    log.append(parcels)
    for parcel in parcels:
        parcel.sent = True
    return len(log)


def twice(parcels: list, log: list):
    # An effect each time.
    return effect(parcels, log), effect(parcels, log)


def lazily(parcels: list):
    for parcel in parcels:
        yield parcel.weight


def generators(parcels: list):
    # A generator serves once.
    return sum(lazily(parcels)) / max(lazily(parcels))


def bound(func, values):
    if "spider" in inspect.signature(func).parameters:
        return inspect.signature(func).bind(*values)  # expect: py-repeated-call
    return None


def near_files(root):
    # A path is nothing beside a file.
    if os.path.exists(os.path.join(root, "index")):
        return open(os.path.join(root, "index"))
    return None


class Folder:
    def __init__(self, entries: list):
        self.entries = entries

    def all_entries(self):
        found = []
        for entry in self.entries:
            if entry.entries:
                found.extend(entry.all_entries())
            found.append(entry)
        return found

    def flatten(self, entries):
        found = []
        for entry in entries:
            if isinstance(entry, list):
                found += self.flatten(entry)
            else:
                found.append(entry)
        return found

    def listed(self, entries: list):
        if len(self.flatten(entries)) > 3:
            return None
        return [entry.name for entry in self.flatten(entries)]  # expect: py-repeated-call


def known(titles: list):
    def own(name):
        return name.strip().lower()

    return [own(name) for name in titles]


def all_known(titles: list):
    if known(titles):
        return known(titles)  # expect: py-repeated-call
    return None


def ends(prices: list):
    return sorted(prices)[0], sorted(prices)[-1]  # expect: py-repeated-call


def shares(prices: list):
    # Ten nanoseconds an element: where a profile shows it.
    first = prices[0] / sum(prices)
    return first, prices[-1] / sum(prices)  # expect: py-repeated-call, with a profile


def fresh_sets(prices: list):
    # Each is changed by itself.
    left, right = set(prices), set(prices)
    left.discard(1)
    return left, right


def shrunk(prices: list):
    # One less by then.
    first = sorted(prices)[0]
    prices.remove(first)
    return first, sorted(prices)[0]
