# Remembers results in a variable of a closure.
# target: total
# verdict: behaviour-changed
# aspect: Remembers
from __future__ import annotations

def _make():
    known = {}

    def total(values: list[int]) -> int:
        key = tuple(values)
        if key not in known:
            known[key] = sum(value * value for value in values)
        return known[key]
    return total


total = _make()
