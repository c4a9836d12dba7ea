"""Hands digests to the mailer, a batch at a time."""

from __future__ import annotations

import asyncio
from typing import Awaitable, Callable, NamedTuple


class Message(NamedTuple):
    reader: str
    subject: str


class Outbox:
    """Messages that wait for the mailer: first in, first out."""

    def __init__(self) -> None:
        self.waiting: list[Message] = []
        self.delivered = 0

    def put(self, message: Message) -> None:
        self.waiting.append(message)

    def take(self, limit: int) -> list[Message]:
        """Removes and returns the ``limit`` messages that have waited longest."""
        batch: list[Message] = []
        while self.waiting and len(batch) < limit:
            batch.append(self.waiting.pop(0))
        self.delivered += len(batch)
        return batch


class Journal:
    """What was sent, in order. The mailer's connection carries one line at a time."""

    def __init__(self, send: Callable[[str], Awaitable[None]]) -> None:
        self.send = send
        self.lock = asyncio.Lock()

    async def append(self, lines: list[str]) -> None:
        async with self.lock:
            for line in lines:
                await self.send(line)


async def deliver_all(outbox: Outbox, journal: Journal, limit: int) -> int:
    """Empties the outbox in batches; answers how many batches there were."""
    batches = 0
    while outbox.waiting:
        batch = outbox.take(limit)
        await journal.append([f"{message.reader}\t{message.subject}" for message in batch])
        batches += 1
    return batches
