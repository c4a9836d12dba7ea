# The code as it was.
from __future__ import annotations

from typing import Iterable


def has_negative(values: Iterable[int]) -> bool:
    for value in values:
        if value < 0:
            return True
    return False
