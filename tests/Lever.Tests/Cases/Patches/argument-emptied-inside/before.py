# The code as it was.
from __future__ import annotations

def heads(groups: dict[str, list[int]]) -> list[int]:
    return [group[0] for group in groups.values() if group]
