# The code as it was.
from __future__ import annotations

def line(words: list[str]) -> str:
    result = ""
    for word in words:
        result += word + " "
    return result
