# The code as it was.
from __future__ import annotations

def normal(values: list[float]) -> list[float]:
    return [value for value in values]
