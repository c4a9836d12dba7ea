# The code as it was.
from __future__ import annotations

class Sums:
    def __init__(self, factor: int):
        self.factor = factor

    def total(self, values: list[int]) -> int:
        return sum(value * self.factor for value in values)
