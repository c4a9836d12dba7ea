# The code as it was.
from __future__ import annotations

def at(values: list[int], index: int) -> int:
    if index < 0:
        raise IndexError(index)
    return values[index]
