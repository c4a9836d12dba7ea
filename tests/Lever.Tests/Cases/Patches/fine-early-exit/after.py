# `any` stops where the loop stopped.
# target: has_negative
# verdict: equivalent
from __future__ import annotations

from typing import Iterable


def has_negative(values: Iterable[int]) -> bool:
    return any(value < 0 for value in values)
