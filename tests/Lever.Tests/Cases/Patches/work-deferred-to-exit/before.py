# The code as it was.
from __future__ import annotations

def note(text: str, lines: list[str]) -> int:
    lines.append(text)
    return len(text)
