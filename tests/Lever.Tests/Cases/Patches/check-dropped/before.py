# The code as it was.
from __future__ import annotations

def mean(values: list[float]) -> float:
    for value in values:
        if value < 0:
            raise ValueError("negative: %r" % value)
    return sum(values) / len(values)
