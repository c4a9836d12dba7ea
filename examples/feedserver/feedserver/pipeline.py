"""From files to a ranked edition."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from feedserver.dedupe import unique_events
from feedserver.directory import Directory
from feedserver.enrich import apply_corrections, check_entries, enrich
from feedserver.ingest import load_corrections, read_events, read_push, read_syndicated
from feedserver.models import Entry, Event, Policy
from feedserver.ranking import log_ranking, rank, score_all
from feedserver.store import FeedStore


class Unpublishable(Exception):
    """Some entries may not be published; the message lists them."""


def collect(folder: Path) -> list[Event]:
    """Events of all deliveries in the folder, in order of file names."""
    events: list[Event] = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".jsonl":
            events += read_events(path)
        elif path.suffix == ".push":
            events += read_push(path)
        elif path.suffix == ".tsv":
            events += read_syndicated(path, path.stem)
    return events


def publish(
    events: list[Event], directory: Directory, policy: Policy, corrections_path: Path, now: datetime
) -> FeedStore:
    """Dedupes, enriches, corrects, checks, scores and ranks."""
    entries: list[Entry] = enrich(unique_events(events), directory, policy)
    apply_corrections(entries, load_corrections(corrections_path))
    problems: list[str] = []
    if not check_entries(entries, problems):
        raise Unpublishable("\n".join(problems))
    score_all(entries, now)
    ranked = rank(entries)
    log_ranking(ranked)
    return FeedStore(ranked)
