# The code as it was.
from __future__ import annotations

from typing import Iterator


def windows(values: list[int]) -> Iterator[list[int]]:
    for at in range(len(values) - 1):
        yield values[at:at + 2]
