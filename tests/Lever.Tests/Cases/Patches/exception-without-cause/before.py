# The code as it was.
from __future__ import annotations

def number(text: str) -> float:
    try:
        return float(text)
    except ValueError as trouble:
        raise KeyError(text) from trouble
