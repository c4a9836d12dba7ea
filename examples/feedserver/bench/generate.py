"""Makes a folder of deliveries for the workload: the same seed gives the same bytes on every interpreter.

Only ``Random.random`` is used, since its sequence is the one that Python promises to keep.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from feedserver.ingest import pack_frames

TOPICS = ["politics", "science", "sport", "music", "travel", "food", "games", "health", "space", "money"]

SENTENCES = [
    "The council voted late in the evening after a long debate",
    "Researchers measured the same effect in three laboratories",
    "Fans waited for hours before the doors were opened",
    "A new line between both cities starts in the spring",
    "Prices rose again &amp; nobody in the market was surprised",
    "The team lost its lead in the last minutes of the match",
    "Critics praised the second act but not the first",
    "The old bridge is closed for repairs until further notice",
    "Doctors ask patients to book their visits in advance",
    "The probe sent its first picture from beyond the belt",
    "Neighbours planted forty trees along the empty street",
    "Nobody could say where the missing paintings had gone",
    "The recipe needs little more than flour, salt and patience",
    "Engineers traced the failure to a worn cable",
    "The festival moves to a larger field by the river",
    "Two companies agreed to share their patents",
]

INTERESTS = [
    "council", "laboratories", "doors", "cities", "market", "match", "critics", "bridge", "doctors", "probe", "trees",
    "paintings", "recipe", "cable", "festival", "patents", "election", "orchestra", "volcano", "harbour", "stadium",
    "railway", "museum", "vaccine", "glacier", "satellite", "opera", "vineyard", "currency", "parliament",
]  # fmt: skip


class Sizes(NamedTuple):
    """How much of everything there is."""

    stories: int = 16500
    copies: int = 3000
    pushed: int = 2500
    syndicated: int = 500
    users: int = 800
    sources: int = 60
    corrections: int = 60


class Generator:
    """Draws everything from one sequence of random numbers."""

    def __init__(self, seed: int, sizes: Sizes) -> None:
        self.random = Random(seed)
        self.sizes = sizes
        self.handles = [f"user{number:04}" for number in range(sizes.users)]
        self.keys = [f"source-{number:02}" for number in range(sizes.sources)]
        self.start = datetime(2024, 4, 28)

    def pick(self, pool):
        return pool[int(self.random.random() * len(pool))]

    def below(self, limit: int) -> int:
        return int(self.random.random() * limit)

    def topic(self) -> str:
        """Few topics have most of the stories."""
        return TOPICS[int(self.random.random() ** 2 * len(TOPICS))]

    def guid(self) -> str:
        return f"{self.below(16**8):08x}-{self.below(16**8):08x}"

    def body(self) -> str:
        sentences = [self.pick(SENTENCES) for _ in range(5)]
        if self.random.random() < 0.3:
            sentences.append(f"This was first told by @{self.pick(self.handles)}")
        return ". ".join(sentences) + "."

    def story(self) -> dict:
        tags = [self.topic() for _ in range(1 + self.below(4))]
        published = self.start + timedelta(seconds=self.below(3 * 24 * 3600))
        return {
            "guid": self.guid(),
            "source": self.pick(self.keys),
            "author": self.pick(self.handles),
            "kind": "story",
            "title": f"{self.pick(SENTENCES)}  ({self.below(1000)})",
            "body": self.body(),
            "published": published.strftime("%Y-%m-%dT%H:%M:%S"),
            "tags": tags,
            "votes": self.below(500),
        }

    def user(self, handle: str) -> dict:
        first = self.below(len(INTERESTS) // 2)
        interests = INTERESTS[first:] + INTERESTS[:first]
        return {"handle": handle, "name": handle.title(), "reputation": self.below(5000), "interests": interests}

    def source(self, key: str) -> dict:
        weight = 0.5 + self.below(100) / 100
        return {"key": key, "title": key.title(), "url": f"http://{key}.example/feed", "weight": weight}

    def syndicated_row(self) -> str:
        published = self.start + timedelta(seconds=self.below(3 * 24 * 3600))
        date = published.strftime("%a, %d %b %Y %H:%M:%S")
        return "\t".join([self.guid(), self.pick(self.handles), date, self.pick(SENTENCES), self.body()])


def generate(root: Path, seed: int, sizes: Sizes) -> None:
    """Fills the folder with users, sources, deliveries, corrections and static files."""
    generator = Generator(seed, sizes)
    users = [generator.user(handle) for handle in generator.handles]
    sources = [generator.source(key) for key in generator.keys]
    stories = [generator.story() for _ in range(sizes.stories)]
    copies = [generator.pick(stories) for _ in range(sizes.copies)]
    pushed = [generator.story() for _ in range(sizes.pushed)]
    corrections = [
        {"guid": generator.pick(stories)["guid"], "title": "Corrected: " + generator.pick(SENTENCES)}
        for _ in range(sizes.corrections)
    ]
    rows = [generator.syndicated_row() for _ in range(sizes.syndicated)]

    deliveries = root / "deliveries"
    deliveries.mkdir(parents=True)
    half = len(stories) // 2
    write_lines(deliveries / "east.jsonl", [json.dumps(story) for story in stories[:half]])
    write_lines(deliveries / "west.jsonl", [json.dumps(story) for story in stories[half:] + copies])
    frames = [json.dumps(story).encode("utf-8") for story in pushed]
    (deliveries / "north.push").write_bytes(pack_frames(frames))
    write_lines(deliveries / f"{generator.keys[0]}.tsv", rows)
    write_json(root / "users.json", users)
    write_json(root / "sources.json", sources)
    write_json(root / "corrections.json", corrections)
    static = root / "static"
    static.mkdir()
    (static / "site.css").write_bytes(b"body { font: 16px/1.5 serif }\n" * 200)
    (static / "about.html").write_bytes(b"<!doctype html><title>About</title><p>Stories, once each.</p>\n")
    muted = [generator.keys[3], generator.keys[17], generator.keys[40 % len(generator.keys)]]
    write_json(
        root / "settings.json",
        {"policy": {"muted": muted, "minimum_votes": 5}, "throttle": {"requests": 2, "delay": 0.0005}},
    )


def write_lines(path: Path, lines: list[str]) -> None:
    path.write_bytes("".join([line + "\n" for line in lines]).encode("utf-8"))


def write_json(path: Path, document) -> None:
    path.write_bytes(json.dumps(document).encode("utf-8"))
