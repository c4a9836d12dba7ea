# The code as it was.
from __future__ import annotations

import asyncio


async def total(values: list[int]) -> int:
    result = 0
    for value in values:
        result += value
    await asyncio.sleep(0)
    return result
