# The code as it was.
from __future__ import annotations

def half(n: int) -> int:
    return n // 2
