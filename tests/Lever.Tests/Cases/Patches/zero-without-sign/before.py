# The code as it was.
from __future__ import annotations

def clipped(value: float) -> float:
    return value if value < 1e6 else 1e6
