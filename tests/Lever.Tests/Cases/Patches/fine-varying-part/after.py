# The time of day varies by itself, and the rest is equal.
# target: stamped
# verdict: equivalent
from __future__ import annotations

import time


def stamped(values: list[int]) -> dict[str, object]:
    return {"at": time.time(), "sum": sum(values)}
