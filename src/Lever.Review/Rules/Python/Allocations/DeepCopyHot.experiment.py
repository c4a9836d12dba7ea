"""A deep copy of a dict of plain values for each of n entries against `dict.copy`."""
import copy
import random

SIZES = [1, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"

CARD = {"kind": "story", "title": "", "votes": 0, "seen": False, "link": None}


class Entry:
    def __init__(self, title):
        self.title = title


def inputs(n):
    return ([Entry("title %d" % random.randrange(1_000)) for _ in range(n)],)


def before(entries):
    cards = []
    for entry in entries:
        card = copy.deepcopy(CARD)
        card["title"] = entry.title
        cards.append(card)
    return cards


def after(entries):
    cards = []
    for entry in entries:
        card = CARD.copy()
        card["title"] = entry.title
        cards.append(card)
    return cards
