# The code as it was.
from __future__ import annotations

def parse_int(s: str) -> int:
    return int(s)
