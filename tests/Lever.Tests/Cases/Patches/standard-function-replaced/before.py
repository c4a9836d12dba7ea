# The code as it was.
from __future__ import annotations

def doubled(values: list[int]) -> list[int]:
    result = []
    for value in values:
        result.append(value * 2)
    return result
