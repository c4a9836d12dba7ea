# Joining parts gives the same text.
# target: line
# verdict: equivalent
from __future__ import annotations

def line(words: list[str]) -> str:
    return "".join([str(word) + " " for word in words])
