# Raises at the call where it raised at iteration.
# target: pairs
# verdict: behaviour-changed
# aspect: Laziness
from __future__ import annotations

from typing import Iterator


def pairs(values: list[int]) -> Iterator[int]:
    if len(values) % 2:
        raise ValueError(len(values))
    return (values[at] + values[at + 1] for at in range(0, len(values), 2))
