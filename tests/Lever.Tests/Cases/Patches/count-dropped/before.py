# The code as it was.
from __future__ import annotations

calls = [0]


def doubled(values: list[int]) -> list[int]:
    calls[0] += 1
    result = []
    for value in values:
        result.append(value * 2)
    return result
