# The code as it was.
from __future__ import annotations

def total(values: list[float]) -> float:
    result = 0.0
    for value in values:
        result += value
    return result
