# The code as it was.
from __future__ import annotations

def position(values: list[int], wanted: int) -> int:
    for index, value in enumerate(values):
        if value == wanted:
            return index
    raise KeyError(wanted)
