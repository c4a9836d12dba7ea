# Leaves the last element out.
# target: total
# verdict: behaviour-changed
# aspect: Result
from __future__ import annotations

def total(values: list[int]) -> int:
    result = 0
    for value in values[:-1]:
        result += value * value
    return result
