# Answers while a task is still at work.
# target: gathered
# verdict: behaviour-changed
# aspect: LeftRunning
from __future__ import annotations

import asyncio


async def gathered(values: list[int]) -> int:
    async def later():
        await asyncio.sleep(0.05)
    asyncio.ensure_future(later())
    return sum(values)
