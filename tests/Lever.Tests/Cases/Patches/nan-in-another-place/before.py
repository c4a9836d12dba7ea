# The code as it was.
from __future__ import annotations

def largest(values: list[float]) -> float:
    best = values[0]
    for value in values:
        if value > best:
            best = value
    return best
