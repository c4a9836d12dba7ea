"""Collectors overlap; every story is kept once."""

from __future__ import annotations

import logging

from feedserver.models import Event

logger = logging.getLogger(__name__)

MAX_TAGS = 5


def fingerprint(event: Event) -> str:
    """Two events with the same fingerprint tell the same story."""
    return f"{event.source}:{event.guid}"


def unique_events(events: list[Event]) -> list[Event]:
    """The first copy of every story, in order of arrival."""
    seen = []
    kept = []
    for event in events:
        key = fingerprint(event)
        if key in seen:
            continue
        seen.append(key)
        kept.append(event)
    logger.info("kept %d of %d events", len(kept), len(events))
    return kept


def clean_tags(tags: list[str]) -> list[str]:
    """At most :data:`MAX_TAGS` tags, in lower case, each once, in the order given."""
    cleaned: list[str] = []
    for tag in tags[:MAX_TAGS]:
        name = tag.strip().lower()
        if name and name not in cleaned:
            cleaned.append(name)
    return cleaned
