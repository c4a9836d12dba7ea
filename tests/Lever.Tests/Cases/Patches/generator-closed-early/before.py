# The code as it was.
from __future__ import annotations

from typing import Iterator


def pairs(values: list[int]) -> Iterator[int]:
    if len(values) % 2:
        raise ValueError(len(values))
    for at in range(0, len(values), 2):
        yield values[at] + values[at + 1]
