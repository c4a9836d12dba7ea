# Treats 0 and an empty text like None.
# target: first_of
# verdict: behaviour-changed
# aspect: Result
from __future__ import annotations

from typing import Optional


def first_of(one: Optional[int], other: int) -> int:
    return one or other
