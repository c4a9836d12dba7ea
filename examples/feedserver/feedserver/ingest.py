"""Turns what collectors deliver into events."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from pathlib import Path

from feedserver.models import Correction, Event

logger = logging.getLogger(__name__)

KNOWN_KINDS = ("story", "link", "photo")

FRAME_HEADER = 4


class BadEvent(ValueError):
    """A delivered record that lacks something every story must have."""


def read_events(path: Path) -> list[Event]:
    """All events of a collector's file: one JSON object a line."""
    with open(path, encoding="utf-8") as handle:
        lines = handle.readlines()
    return [parse_event(line) for line in lines]


def read_events_leniently(path: Path) -> list[Event]:
    """Like :func:`read_events`, but a bad line is reported and left out."""
    events: list[Event] = []
    with open(path, encoding="utf-8") as handle:
        for number, line in enumerate(handle, start=1):
            try:
                events.append(parse_event(line))
            except BadEvent as error:
                logger.warning("%s:%d: %s", path, number, error)
    return events


def parse_event(line: str | bytes) -> Event:
    record = json.loads(line)
    kind = record.get("kind", "story")
    if kind not in KNOWN_KINDS:
        raise BadEvent(f"unknown kind {kind!r}")
    return Event(
        guid=record["guid"],
        source=record["source"],
        author=record["author"],
        kind=kind,
        title=record["title"],
        body=record["body"],
        published=datetime.strptime(record["published"], "%Y-%m-%dT%H:%M:%S"),
        tags=record["tags"],
        votes=record["votes"],
    )


def pack_frames(frames: list[bytes]) -> bytes:
    """The inverse of :func:`split_frames`."""
    return b"".join([len(frame).to_bytes(FRAME_HEADER, "big") + frame for frame in frames])


def split_frames(payload: bytes) -> list[bytes]:
    """Cuts a push delivery into its frames; each is preceded by its length."""
    frames = []
    while payload:
        size = int.from_bytes(payload[:FRAME_HEADER], "big")
        end = FRAME_HEADER + size
        if end > len(payload):
            raise BadEvent(f"the last frame lacks {end - len(payload)} bytes")
        frames.append(payload[FRAME_HEADER:end])
        payload = payload[end:]
    return frames


def read_push(path: Path) -> list[Event]:
    """All events of a push delivery."""
    return [parse_event(frame) for frame in split_frames(path.read_bytes())]


def read_syndicated(path: Path, source: str) -> list[Event]:
    """Events of the tab-separated export of syndication partners, who date stories as mail does."""
    events: list[Event] = []
    with open(path, encoding="utf-8") as handle:
        for row in handle:
            guid, author, date, title, body = row.rstrip("\n").split("\t")
            published = datetime.strptime(date, "%a, %d %b %Y %H:%M:%S")
            events.append(Event(guid, source, author, "link", title, body, published, [], 0))
    return events


def load_corrections(path: Path) -> list[Correction]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [Correction(row["guid"], row["title"]) for row in rows]
