# The code as it was.
from __future__ import annotations

def has_odd(values: list[int]) -> bool:
    return any(value % 2 == 1 for value in values)
