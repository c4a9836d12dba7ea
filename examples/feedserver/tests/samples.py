"""Small records for tests."""

from __future__ import annotations

from datetime import datetime

from feedserver.models import Entry, Event, Source, User

NOW = datetime(2024, 5, 1, 12)


def event(guid: str = "g1", **changes) -> Event:
    values = {
        "guid": guid,
        "source": "north",
        "author": "ada",
        "kind": "story",
        "title": f"Title of {guid}",
        "body": "The council voted late",
        "published": datetime(2024, 5, 1),
        "tags": ["Politics"],
        "votes": 10,
    }
    values.update(changes)
    return Event(**values)


def entry(guid: str = "g1", **changes) -> Entry:
    return Entry(event(guid, **changes), "Ada", 100, 1.0, ["politics"])


def user(handle: str = "ada", *interests: str) -> User:
    return User(handle, handle.title(), 100, interests)


def source(key: str = "north") -> Source:
    return Source(key, key.title(), f"http://{key}.example/feed", 1.0)
