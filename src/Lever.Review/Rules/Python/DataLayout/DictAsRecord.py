"""Fixture of py-dict-as-record."""

import json


def total(rows: list):
    prices = [{"net": row[0], "tax": row[1], "name": row[2]} for row in rows]  # expect: py-dict-as-record, with a profile
    return sum([price["net"] + price["tax"] for price in prices])


def longest(rows: list):
    found = []
    for row in rows:
        found.append({"size": len(row), "row": row})  # expect: py-dict-as-record, with a profile
    best = None
    for entry in found:
        if best is None or entry["size"] > best:
            best = entry["size"]
    return best


def ordered(rows: list):
    entries = [{"size": len(row), "first": row[0]} for row in rows]  # expect: py-dict-as-record, with a profile
    entries.sort(key=lambda entry: entry["size"])
    print(len(entries))
    for entry in entries:
        print(entry["first"])


def text(rows: list):
    entries = [{"size": len(row), "row": row} for row in rows]
    # They become JSON.
    return json.dumps(entries)


def rows_of(rows: list):
    # The caller gets them.
    return [{"size": len(row), "row": row} for row in rows]


def changed(rows: list):
    entries = [{"size": len(row), "row": row} for row in rows]
    for entry in entries:
        # A key is added.
        entry["double"] = entry["size"] * 2
        print(entry["double"])


def unpacked(rows: list, handler):
    entries = [{"size": len(row), "row": row} for row in rows]
    for entry in entries:
        # Keyword arguments.
        handler(**entry)


def by_key(rows: list, key):
    entries = [{"size": len(row), "row": row} for row in rows]
    # Which key is read varies.
    return [entry[key] for entry in entries]


def varied(rows: list):
    entries = [{row[0]: 1, row[1]: 2} for row in rows]
    # Other keys in each.
    return sum([entry["a"] for entry in entries])


def few():
    entries = [{"size": len(name), "name": name} for name in ("a", "bb")]
    # Two of them.
    return sum([entry["size"] for entry in entries])
