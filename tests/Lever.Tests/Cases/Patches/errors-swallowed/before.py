# The code as it was.
from __future__ import annotations

def numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts]
