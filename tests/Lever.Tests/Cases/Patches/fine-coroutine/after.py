# The same awaits with less between them.
# target: total
# verdict: equivalent
from __future__ import annotations

import asyncio


async def total(values: list[int]) -> int:
    result = sum(values)
    await asyncio.sleep(0)
    return result
