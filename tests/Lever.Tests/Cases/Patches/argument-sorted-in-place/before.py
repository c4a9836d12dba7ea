# The code as it was.
from __future__ import annotations

def ranked(values: list[int]) -> list[int]:
    return sorted(values)[:3]
