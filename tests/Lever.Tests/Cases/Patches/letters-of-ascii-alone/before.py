# The code as it was.
from __future__ import annotations

def folded(text: str) -> str:
    return text.lower()
