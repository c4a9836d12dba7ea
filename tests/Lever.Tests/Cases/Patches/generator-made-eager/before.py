# The code as it was.
from __future__ import annotations

from typing import Iterable, Iterator


def squares(values: Iterable[int]) -> Iterator[int]:
    for value in values:
        yield value * value
