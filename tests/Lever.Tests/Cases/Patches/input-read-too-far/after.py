# Reads an input to its end that it left in the middle.
# target: has_negative
# verdict: behaviour-changed
# aspect: Laziness
from __future__ import annotations

from typing import Iterable


def has_negative(values: Iterable[int]) -> bool:
    return min(values, default=0) < 0
