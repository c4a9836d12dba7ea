"""Section 7, Python async patterns: sequential await."""

import asyncio
from urllib.parse import urlsplit


async def fetch(url: str) -> bytes:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
    writer.write(f"GET {parts.path or '/'} HTTP/1.0\r\nHost: {parts.hostname}\r\n\r\n".encode("ascii"))
    answer = await reader.read()
    writer.close()
    return answer


async def fetch_all(urls):
    results = []
    for url in urls:
        results.append(await fetch(url))  # Sequential
    return results
