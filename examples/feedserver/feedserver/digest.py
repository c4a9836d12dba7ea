"""Builds the digests that readers get."""

from __future__ import annotations

import copy

from feedserver.models import Entry, User
from feedserver.ranking import is_relevant
from feedserver.textscan import squeeze

CARD = {
    "kind": "story",
    "guid": "",
    "title": "",
    "author": "",
    "topic": "general",
    "votes": 0,
    "pinned": False,
}


class Layout:
    """How a digest is laid out: sections, and what stands in each."""

    def __init__(self, sections: dict[str, list[str]]) -> None:
        self.sections = sections

    def with_pinned(self, guid: str) -> Layout:
        """A layout of its own with the story on top of every section."""
        sections = copy.deepcopy(self.sections)
        for guids in sections.values():
            guids.insert(0, guid)
        return Layout(sections)


def make_cards(entries: list[Entry]) -> list[dict]:
    """A card for every entry, in the order given."""
    cards = []
    for entry in entries:
        card = copy.deepcopy(CARD)
        card["guid"] = entry.guid
        card["title"] = squeeze(entry.title)
        card["author"] = entry.author
        card["topic"] = entry.topic
        card["votes"] = entry.votes
        cards.append(card)
    return cards


def select_for(user: User, ranked: list[Entry], size: int) -> list[Entry]:
    """The best ``size`` entries that touch the user's interests."""
    chosen: list[Entry] = []
    for entry in ranked:
        if is_relevant(entry, user.interests):
            chosen.append(entry)
            if len(chosen) == size:
                break
    return chosen


def build_digest(user: User, ranked: list[Entry], size: int) -> dict:
    entries = select_for(user, ranked, size)
    return {"reader": user.handle, "cards": make_cards(entries)}
