# The code as it was.
from __future__ import annotations

class Meter:
    def __init__(self, unit: str, start: int = 0):
        self.unit, self.sum, self.count = unit, start, 0

    def add(self, value: int) -> int:
        self.sum += value
        self.count += 1
        return self.sum
