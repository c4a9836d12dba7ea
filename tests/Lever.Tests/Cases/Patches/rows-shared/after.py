# Gives one row several times.
# target: grid
# verdict: behaviour-changed
# aspect: Aliasing
from __future__ import annotations

def grid(width: int, height: int) -> list[list[int]]:
    return [[0] * (abs(width) % 9)] * (abs(height) % 9)
