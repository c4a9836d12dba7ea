# Brings a module in place of the interpreter's clock.
# target: doubled
# verdict: refused
# edits: src/time.py
from __future__ import annotations

def doubled(values: list[int]) -> list[int]:
    result = []
    for value in values:
        result.append(value * 2)
    return result
