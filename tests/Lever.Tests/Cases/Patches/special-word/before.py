# The code as it was.
from __future__ import annotations

def score(text: str) -> int:
    return sum(ord(letter) for letter in text)
