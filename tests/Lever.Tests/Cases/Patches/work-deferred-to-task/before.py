# The code as it was.
from __future__ import annotations

import asyncio


async def gathered(values: list[int]) -> int:
    await asyncio.sleep(0)
    return sum(values)
