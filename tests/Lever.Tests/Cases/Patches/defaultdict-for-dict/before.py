# The code as it was.
from __future__ import annotations

def grouped(words: list[str]) -> dict[int, list[str]]:
    result = {}
    for word in words:
        result.setdefault(len(word), []).append(word)
    return result
