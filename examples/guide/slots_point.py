"""Section 4, use ``__slots__`` to reduce memory."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def grid(width: int, height: int) -> list:
    return [Point(x, y) for x in range(width) for y in range(height)]
