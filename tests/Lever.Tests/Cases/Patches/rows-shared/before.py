# The code as it was.
from __future__ import annotations

def grid(width: int, height: int) -> list[list[int]]:
    return [[0] * (abs(width) % 9) for _ in range(abs(height) % 9)]
