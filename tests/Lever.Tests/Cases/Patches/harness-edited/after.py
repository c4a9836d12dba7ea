# Brings a module named as the harness names its own.
# target: doubled
# verdict: refused
# edits: lever_measure.py
from __future__ import annotations

def doubled(values: list[int]) -> list[int]:
    result = []
    for value in values:
        result.append(value * 2)
    return result
