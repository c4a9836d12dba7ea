"""Scores entries and puts them in order."""

from __future__ import annotations

import json
import logging
import math
from datetime import datetime

from feedserver.models import Entry

logger = logging.getLogger(__name__)

HALF_LIFE_HOURS = 18.0


def score(entry: Entry, now: datetime) -> float:
    """Votes count by their logarithm, and half as much after every half-life."""
    age = (now - entry.published).total_seconds() / 3600.0
    base = math.log1p(entry.votes) + 0.1 * math.log1p(entry.reputation)
    return entry.weight * base * 0.5 ** (age / HALF_LIFE_HOURS)


def score_all(entries: list[Entry], now: datetime) -> None:
    """Sets the score of every entry."""
    for entry in entries:
        entry.score = score(entry, now)
        logger.debug("scored %s", json.dumps(entry.summary()))


def rank(entries: list[Entry]) -> list[Entry]:
    """Best first; entries that score the same stay in order of arrival."""
    ranked = sorted(entries, key=lambda entry: entry.score, reverse=True)
    if ranked:
        logger.info("the best of %d entries is %s", len(ranked), ranked[0].guid)
    return ranked


def headline(entries: list[Entry]) -> Entry:
    """The entry that leads a topic's page."""
    return sorted(entries, key=lambda entry: entry.votes, reverse=True)[0]


def headlines(topics: dict[str, list[Entry]]) -> dict[str, str]:
    """The leading title of every topic."""
    return {topic: headline(members).title for topic, members in topics.items()}


def is_relevant(entry: Entry, interests: tuple[str, ...]) -> bool:
    """Whether the story touches anything that the reader cares for."""
    return any([interest in entry.body for interest in interests])


def near_duplicates(titles: list[str]) -> list[tuple[str, str]]:
    """Pairs among the first ten titles that share most of their words."""
    shown = titles[:10]
    pairs = []
    for position, first in enumerate(shown):
        for second in shown[position + 1 :]:
            left, right = set(first.split()), set(second.split())
            if len(left & right) * 2 > len(left | right):
                pairs.append((first, second))
    return pairs


def log_ranking(entries: list[Entry]) -> None:
    """The whole ranking, for those who debug it."""
    if logger.isEnabledFor(logging.DEBUG):
        logger.debug("ranking: %s", json.dumps([entry.summary() for entry in entries]))
