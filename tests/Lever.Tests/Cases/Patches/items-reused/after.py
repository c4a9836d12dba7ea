# Yields one list again and again, changed in between.
# target: windows
# verdict: behaviour-changed
# aspect: Aliasing
from __future__ import annotations

from typing import Iterator


def windows(values: list[int]) -> Iterator[list[int]]:
    window = [0, 0]
    for at in range(len(values) - 1):
        window[:] = values[at:at + 2]
        yield window
