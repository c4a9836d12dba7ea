"""The entries of the current edition, and answers that may be given again."""

from __future__ import annotations

from collections import defaultdict

from feedserver.models import Entry


class FeedStore:
    """Ranked entries, and ways to them."""

    def __init__(self, ranked: list[Entry]) -> None:
        self.ranked = ranked
        self.by_guid = {entry.guid: entry for entry in ranked}
        self.by_topic: dict[str, list[Entry]] = defaultdict(list)
        for entry in ranked:
            self.by_topic[entry.topic].append(entry)

    def topics(self) -> list[str]:
        """Names of topics, those with most entries first."""
        return sorted(self.by_topic, key=lambda topic: (-len(self.by_topic[topic]), topic))

    def topic(self, name: str) -> list[Entry]:
        return self.by_topic.get(name, [])

    def entry(self, guid: str) -> Entry | None:
        return self.by_guid.get(guid)


class AnswerCache:
    """Answers by address, each good for ``lifetime`` seconds of the given clock."""

    def __init__(self, lifetime: float) -> None:
        self.lifetime = lifetime
        self.answers: dict[str, tuple[float, bytes]] = {}

    def get(self, address: str, now: float) -> bytes | None:
        kept = self.answers.get(address)
        if kept is None or kept[0] <= now:
            return None
        return kept[1]

    def put(self, address: str, answer: bytes, now: float) -> None:
        self.answers[address] = (now + self.lifetime, answer)

    def drop_stale(self, now: float) -> int:
        """Forgets answers that are no longer good; answers how many."""
        dropped = 0
        for address in list(self.answers):
            if self.answers[address][0] <= now:
                del self.answers[address]
                dropped += 1
        return dropped
