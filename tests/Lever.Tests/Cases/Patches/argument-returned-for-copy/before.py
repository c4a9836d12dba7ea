# The code as it was.
from __future__ import annotations

def sane(values: list[int]) -> list[int]:
    return [value for value in values]
