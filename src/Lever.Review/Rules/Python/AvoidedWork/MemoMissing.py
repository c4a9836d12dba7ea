"""Fixture of py-memo-missing."""

from functools import lru_cache

DAYS = ("monday", "tuesday", "wednesday")


def code_of(key: str) -> int:  # expect: py-memo-missing
    value = 0
    for character in key * 1000:
        value = (value * 31 + ord(character)) % 1_000_003
    return value


def codes(visits: list):
    code = 0
    for visit in visits:
        code ^= code_of(DAYS[visit % 3])
    return code


def steps_of(kind: str, base: int) -> int:  # expect: py-memo-missing
    return sum(ord(character) * base for character in kind)


def all_steps(rows: list):
    return [steps_of(row.kind, 7) for row in rows]


def rate_of(currency: str) -> float:  # expect: py-memo-missing
    rate = 1.0
    for character in currency:
        rate *= 1 + ord(character) / 1000
    return rate


def converted(rows: list):
    return [row["amount"] * rate_of(row["currency"]) for row in rows]


@lru_cache(maxsize=64)
def kept(key: str) -> int:
    return sum(ord(character) for character in key)


def kept_all(rows: list):
    return [kept(row.kind) for row in rows]


def title_length(title: str) -> int:
    # Titles seldom come again.
    return sum(1 for character in title if character.isalpha())


def lengths(rows: list):
    return [title_length(row.title) for row in rows]


def parts_of(kind: str) -> list:
    # Its caller may change the list.
    return [character for character in kind]


def all_parts(rows: list):
    return [parts_of(row.kind) for row in rows]


def double(kind: str) -> str:
    # Cheap: a cache would be slower.
    return kind + kind


def doubles(rows: list):
    return [double(row.kind) for row in rows]


SEEN = []


def noted(kind: str) -> int:
    # It has an effect.
    for character in kind:
        SEEN.append(character)
    return len(kind)


def all_noted(rows: list):
    return [noted(row.kind) for row in rows]
