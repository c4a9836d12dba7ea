"""Fixture of py-deep-copy-hot."""

import copy
from copy import deepcopy

CARD = {"kind": "story", "title": "", "votes": 0, "pinned": False}

SHARED = {"kind": "story", "tags": 0}

NESTED = {"kind": "story", "tags": []}


def make_cards(entries: list):
    cards = []
    for entry in entries:
        card = copy.deepcopy(CARD)  # expect: py-deep-copy-hot
        card["title"] = entry.title
        cards.append(card)
    return cards


def one_card(entry):
    card = deepcopy(CARD)  # expect: py-deep-copy-hot
    card["title"] = entry.title
    return card


def many_cards(entries: list):
    return [one_card(entry) for entry in entries]


def totals(rows: list):
    total = 0
    for row in rows:
        own = copy.deepcopy(row)  # expect: py-deep-copy-hot
        total += own["votes"] + own["views"]
    return total


def nested(entries: list):
    for entry in entries:
        # Not plain, but each item pays for it: a question for a profile.
        card = copy.deepcopy(NESTED)  # expect: py-deep-copy-hot
        card["tags"].append(entry)
        yield card


def widened(entries: list):
    SHARED["tags"] = []
    for entry in entries:
        # Something else is put into it, so a shallow copy would share the list.
        card = copy.deepcopy(SHARED)  # expect: py-deep-copy-hot
        card["tags"].append(entry)
        yield card


def with_pinned(sections, guid):
    # Once, nested, and changed afterwards.
    own = copy.deepcopy(sections)
    for guids in own.values():
        guids.insert(0, guid)
    return own


def few():
    # Two turns.
    return [copy.deepcopy(NESTED) for _ in range(2)]


def shallow(entries: list):
    return [CARD.copy() for _ in entries]


def cloned(record):
    # fine: the copy is what the function is called for
    clone = copy.deepcopy(record)
    clone.key = None
    return clone


def clones(records: list):
    return [cloned(record) for record in records]
