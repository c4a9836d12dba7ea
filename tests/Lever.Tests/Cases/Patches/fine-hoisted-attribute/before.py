# The code as it was.
from __future__ import annotations

class Scaler:
    def __init__(self, factor: int):
        self.factor = factor

    def scaled(self, values: list[int]) -> list[int]:
        return [value * self.factor for value in values]
