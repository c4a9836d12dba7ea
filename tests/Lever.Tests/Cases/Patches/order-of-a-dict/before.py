# The code as it was.
from __future__ import annotations

def counts(words: list[str]) -> dict[str, int]:
    result = {}
    for word in words:
        result[word] = result.get(word, 0) + 1
    return result
