# The code as it was.
from __future__ import annotations

from typing import Callable


def each(values: list[int], told: Callable[[int], None]) -> int:
    for value in values:
        told(value)
    return len(values)
