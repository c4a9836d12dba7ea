# The code as it was.
from __future__ import annotations

class Point:
    def __init__(self, x: int, y: int):
        self.x, self.y = x, y

    def moved(self, by: int) -> Point:
        return Point(self.x + by, self.y + by)
