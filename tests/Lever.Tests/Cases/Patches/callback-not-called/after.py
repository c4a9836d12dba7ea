# Does not tell of every element any more.
# target: each
# verdict: behaviour-changed
# aspect: Callbacks
from __future__ import annotations

from typing import Callable


def each(values: list[int], told: Callable[[int], None]) -> int:
    if values:
        told(values[-1])
    return len(values)
