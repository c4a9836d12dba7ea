# The code as it was.
from __future__ import annotations

def total(values: list[int]) -> int:
    result = 0
    for value in values:
        result += value * value
    return result
