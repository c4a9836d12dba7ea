# Does not count on the instance any more.
# target: Meter.add
# verdict: behaviour-changed
# aspect: Arguments
from __future__ import annotations

class Meter:
    def __init__(self, unit: str, start: int = 0):
        self.unit, self.sum, self.count = unit, start, 0

    def add(self, value: int) -> int:
        self.sum += value
        return self.sum
