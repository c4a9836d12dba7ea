"""The records that travel through the pipeline."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class User(NamedTuple):
    """Somebody who writes stories or reads digests."""

    handle: str
    name: str
    reputation: int
    interests: tuple[str, ...]


class Source(NamedTuple):
    """A place that stories come from."""

    key: str
    title: str
    url: str
    weight: float


class Correction(NamedTuple):
    """A title that an editor changed after publication."""

    guid: str
    title: str


class Policy(NamedTuple):
    """What the editors decided for this edition."""

    muted: list[str]
    minimum_votes: int


class Event:
    """A story as a collector delivered it."""

    def __init__(
        self,
        guid: str,
        source: str,
        author: str,
        kind: str,
        title: str,
        body: str,
        published: datetime,
        tags: list[str],
        votes: int,
    ) -> None:
        self.guid = guid
        self.source = source
        self.author = author
        self.kind = kind
        self.title = title
        self.body = body
        self.published = published
        self.tags = tags
        self.votes = votes


class Entry:
    """A story that is ready to be ranked: names are resolved and tags are clean."""

    __slots__ = (
        "guid",
        "source",
        "author",
        "reputation",
        "weight",
        "title",
        "body",
        "published",
        "tags",
        "votes",
        "score",
    )

    def __init__(self, event: Event, author: str, reputation: int, weight: float, tags: list[str]) -> None:
        self.guid = event.guid
        self.source = event.source
        self.author = author
        self.reputation = reputation
        self.weight = weight
        self.title = event.title
        self.body = event.body
        self.published = event.published
        self.tags = tags
        self.votes = event.votes
        self.score = 0.0

    @property
    def topic(self) -> str:
        return self.tags[0] if self.tags else "general"

    def summary(self) -> dict[str, object]:
        return {
            "guid": self.guid,
            "source": self.source,
            "author": self.author,
            "title": self.title,
            "tags": self.tags,
            "votes": self.votes,
            "score": round(self.score, 6),
        }
