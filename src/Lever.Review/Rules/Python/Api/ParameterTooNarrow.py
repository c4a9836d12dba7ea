"""Fixture of py-parameter-too-narrow."""

import struct
from typing import Iterator, List


def overlaps(names: list[str], other: str) -> bool:
    return bool(names) and other in names


def middle(values: List[int]) -> int:
    return values[len(values) // 2]


def kind_of(block: bytes) -> int:
    return struct.unpack_from("<I", block, 4)[0]


def total(amounts: list[int]) -> int:
    result = 0
    for amount in amounts:
        result += amount
    return result


def head_of(block: bytes) -> bytes:
    return block[:4]


def kept(rows: list[str]) -> list[str]:
    return rows


def ordered(rows: list[str]) -> int:
    rows.sort()
    return len(rows)


def is_known(users: set[str], other: str) -> bool:
    return overlaps(list(users), other)  # expect: py-parameter-too-narrow


def middles(tables: list[tuple[int, ...]], sorted_values: tuple[int, ...]):
    return [middle(list(sorted_values)) for _ in tables]  # expect: py-parameter-too-narrow


def kinds(view: memoryview, offsets: list[int]):
    found = []
    for _ in offsets:
        found.append(kind_of(bytes(view)))  # expect: py-parameter-too-narrow
    return found


def counted(table: dict[str, int]) -> int:
    return total(list(table.values()))  # expect: py-parameter-too-narrow, tier C, with a profile


class Shelf:
    def __init__(self):
        self._names: set[str] = set()

    def has(self, other: str) -> bool:
        # A copy of what the object holds, which may change meanwhile.
        return overlaps(list(self._names), other)


def by_index(values: set[int]) -> int:
    # A set has no middle.
    return middle(list(values))


def heads(view: memoryview) -> bytes:
    # What it gives must be bytes.
    return head_of(bytes(view))


def keeps(rows: set[str]) -> list[str]:
    # The copy is kept.
    return kept(list(rows))


def sorts(rows: set[str]) -> int:
    # The copy is sorted.
    return ordered(list(rows))


def once(amounts: Iterator[int]) -> bool:
    # An iterator can be gone through once only.
    return overlaps(list(amounts), 3)


def few(other: str) -> bool:
    # Two elements.
    return overlaps(list({"title", "author"}), other)


def unknown(rows, other: str) -> bool:
    # Nobody knows what it is.
    return overlaps(list(rows), other)


def passed(users: set[str], other: str) -> bool:
    # As it should be.
    return overlaps(users, other)
