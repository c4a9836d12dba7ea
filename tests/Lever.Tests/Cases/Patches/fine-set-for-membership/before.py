# The code as it was.
from __future__ import annotations

def unique(values: list[int]) -> list[int]:
    result = []
    for value in values:
        if value not in result:
            result.append(value)
    return result
