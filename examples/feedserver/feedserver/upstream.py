"""Asks the sources themselves for what the collectors have not brought yet."""

from __future__ import annotations

import asyncio
import logging
from urllib.parse import urlsplit

from feedserver.models import Source

logger = logging.getLogger(__name__)

ATTEMPTS = 3


class UpstreamError(Exception):
    """A source did not answer, or not with a document."""


class HttpClient:
    """The little of HTTP/1.0 that sources need."""

    def __init__(self, timeout: float = 5.0) -> None:
        self.timeout = timeout

    async def get(self, url: str) -> bytes:
        """The document at the address; raises :class:`UpstreamError` for anything but 200."""
        parts = urlsplit(url)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
        try:
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            writer.write(f"GET {target or '/'} HTTP/1.0\r\nHost: {parts.hostname}\r\n\r\n".encode("ascii"))
            await writer.drain()
            response = await asyncio.wait_for(reader.read(), self.timeout)
        finally:
            writer.close()
        head, _, body = response.partition(b"\r\n\r\n")
        if b" 200 " not in head[:16]:
            raise UpstreamError(f"{url}: {head[:40]!r}")
        return body


async def get_with_retries(client: HttpClient, url: str) -> bytes:
    """Tries a few times, with a growing pause, before it gives up."""
    for attempt in range(ATTEMPTS):
        try:
            return await client.get(url)
        except (OSError, UpstreamError) as error:
            logger.warning("attempt %d: %s", attempt + 1, error)
            await asyncio.sleep(0.05 * 2**attempt)
    raise UpstreamError(f"{url}: no answer after {ATTEMPTS} attempts")


async def poll_sources(client: HttpClient, sources: list[Source]) -> dict[str, bytes]:
    """The newest document of every source, by the source's key."""
    documents = {}
    for source in sources:
        documents[source.key] = await client.get(source.url)
    return documents


async def archive_pages(client: HttpClient, url: str) -> list[bytes]:
    """All pages of a source's archive; the first line of each names the next, the last names none."""
    pages = []
    while url:
        page = await client.get(url)
        following, _, content = page.partition(b"\n")
        pages.append(content)
        url = following.decode("ascii")
    return pages
