# An attribute is read once.
# target: Scaler.scaled
# verdict: equivalent
from __future__ import annotations

class Scaler:
    def __init__(self, factor: int):
        self.factor = factor

    def scaled(self, values: list[int]) -> list[int]:
        factor = self.factor
        return [value * factor for value in values]
