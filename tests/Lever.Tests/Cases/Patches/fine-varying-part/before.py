# The code as it was.
from __future__ import annotations

import time


def stamped(values: list[int]) -> dict[str, object]:
    result = {"at": time.time(), "sum": 0}
    for value in values:
        result["sum"] += value
    return result
