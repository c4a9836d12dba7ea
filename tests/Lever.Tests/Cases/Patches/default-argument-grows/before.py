# The code as it was.
from __future__ import annotations

def collected(value: int, into: list[int] | None = None) -> int:
    into = [] if into is None else into
    into.append(value)
    return value
