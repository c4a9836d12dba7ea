# The code as it was.
from __future__ import annotations

from typing import Optional


def first_of(one: Optional[int], other: int) -> int:
    return other if one is None else one
