# Integers are hashable, and the order stays.
# target: unique
# verdict: equivalent
from __future__ import annotations

def unique(values: list[int]) -> list[int]:
    seen, result = set(), []
    for value in values:
        if value not in seen:
            seen.add(value)
            result.append(value)
    return result
