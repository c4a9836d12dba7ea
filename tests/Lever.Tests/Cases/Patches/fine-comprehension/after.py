# A comprehension does the same.
# target: doubled
# verdict: equivalent
from __future__ import annotations

def doubled(values: list[int]) -> list[int]:
    return [value * 2 for value in values]
