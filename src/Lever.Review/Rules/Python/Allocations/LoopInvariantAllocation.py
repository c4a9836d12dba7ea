"""Fixture of py-loop-invariant-allocation."""

import sys
from datetime import timedelta
from decimal import Decimal


def ranks(rows: list):
    return [{"low": 0, "middle": 1, "high": 2}[row.level] for row in rows]  # expect: py-loop-invariant-allocation


def ports(words: list):
    found = []
    for name in words:
        known = {"http": 80, "https": 443, "ssh": 22}  # expect: py-loop-invariant-allocation
        found.append(known.get(name, 0))
    return found


def owned(words: list, prefix: str):
    count = 0
    for name in words:
        if name.startswith(f"{prefix}."):  # expect: py-loop-invariant-allocation
            count += 1
    return count


def net(prices: list):
    return [price / Decimal("1.19") for price in prices]  # expect: py-loop-invariant-allocation


def late(starts: list, now):
    return [start for start in starts if now - start > timedelta(days=3)]  # expect: py-loop-invariant-allocation


def notes(rows: list, archive, prefix: str):
    for row in rows:
        # What the call takes is not known.
        archive.store(row, f"{prefix}/notes")  # expect: py-loop-invariant-allocation, with a profile


def records(words: list):
    # Each is kept.
    return [{"kind": "name", "level": 1, "size": 0} for name in words]


def counted(words: list):
    for name in words:
        # Changed on each turn.
        counts = {"low": 0, "middle": 0, "high": 0}
        counts[name] += 1
        print(counts["low"])


def sent(words: list, client):
    for name in words:
        # Whoever gets it may keep it.
        client.send(name, headers={"accept": "text", "agent": "us", "lang": "en"})


def known(words: list):
    # The compiler makes it once.
    return [name for name in words if name in {"low", "middle", "high"}]


def labelled(words: list, prefix):
    # Different on every turn.
    return [f"{prefix}.{name}" for name in words]


def few(prefix: str):
    # Three turns.
    return [name for name in ("a", "b", "c") if name.startswith(f"{prefix}.")]


def checked(words: list, prefix: str):
    for name in words:
        if not name:
            # Made when something is wrong.
            raise ValueError(f"{prefix}: no name")


def first(words: list, prefix: str):
    for name in words:
        if name:
            # Made once, on the way out.
            return f"{prefix}: something"
    return None


def counting(words: list, prefix: str):
    found = []
    for name in words:
        # The loop changes what it is made of.
        prefix += name
        found.append(f"{prefix}.")
    return found


def linked(words: list, prefix: str):
    for name in words:
        # fine: beside a file, a text is nothing
        with open(name) as file:
            yield file.read().startswith(f"{prefix}.")


def checked_tags(words: list, latest: str):
    for name in words:
        if name != latest:
            # fine: the program ends there
            print(f"expected {latest}")
            sys.exit(1)
