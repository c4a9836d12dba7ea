# The order of a set was nobody's promise.
# target: letters
# verdict: equivalent
from __future__ import annotations

def letters(words: list[str]) -> list[str]:
    return list({*reversed(words)})
