"""Events become entries: names are resolved, muted sources left out, titles corrected."""

from __future__ import annotations

import logging

from feedserver.dedupe import clean_tags
from feedserver.directory import Directory
from feedserver.models import Correction, Entry, Event, Policy

logger = logging.getLogger(__name__)

GUEST_REPUTATION = 1


def enrich(events: list[Event], directory: Directory, policy: Policy) -> list[Entry]:
    """Entries for the events that the policy lets through."""
    entries = []
    for event in events:
        if event.source in set(policy.muted):
            continue
        if event.votes < policy.minimum_votes:
            continue
        user = directory.find_user(event.author)
        author = event.author if user is None else user.name
        reputation = GUEST_REPUTATION if user is None else user.reputation
        weight = directory.source(event.source).weight
        entries.append(Entry(event, author, reputation, weight, clean_tags(event.tags)))
    return entries


def apply_corrections(entries: list[Entry], corrections: list[Correction]) -> int:
    """Gives corrected entries their new title; answers how many there were."""
    applied = 0
    for entry in entries:
        for correction in corrections:
            if correction.guid == entry.guid:
                entry.title = correction.title
                applied += 1
    return applied


def check_entries(entries: list[Entry], problems: list[str]) -> bool:
    """Whether every entry may be published; each one that may not adds a line to ``problems``."""
    return all([check_entry(entry, problems) for entry in entries])


def check_entry(entry: Entry, problems: list[str]) -> bool:
    if not entry.title:
        problems.append(f"{entry.guid}: no title")
        return False
    return True
