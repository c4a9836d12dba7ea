# Remembers results on the class, for all instances.
# target: Sums.total
# verdict: behaviour-changed
# aspect: Globals
from __future__ import annotations

class Sums:
    known = {}

    def __init__(self, factor: int):
        self.factor = factor

    def total(self, values: list[int]) -> int:
        key = (self.factor, tuple(values))
        if key not in Sums.known:
            Sums.known[key] = sum(value * self.factor for value in values)
        return Sums.known[key]
