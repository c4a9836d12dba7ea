# The code as it was.
from __future__ import annotations

def lines(text: str) -> list[str]:
    return text.splitlines()
