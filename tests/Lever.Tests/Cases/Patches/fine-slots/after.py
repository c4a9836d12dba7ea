# Slots hold the same attributes.
# target: Point.moved
# verdict: equivalent
from __future__ import annotations

class Point:
    __slots__ = ("x", "y")

    def __init__(self, x: int, y: int):
        self.x, self.y = x, y

    def moved(self, by: int) -> Point:
        return Point(self.x + by, self.y + by)
