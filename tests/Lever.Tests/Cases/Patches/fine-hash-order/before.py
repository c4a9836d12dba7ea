# The code as it was.
from __future__ import annotations

def letters(words: list[str]) -> list[str]:
    found = set()
    for word in words:
        found.add(word)
    return list(found)
