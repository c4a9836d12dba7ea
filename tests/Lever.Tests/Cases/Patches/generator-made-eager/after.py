# Does all work before the first item is asked for.
# target: squares
# verdict: behaviour-changed
# aspect: Laziness
from __future__ import annotations

from typing import Iterable, Iterator


def squares(values: Iterable[int]) -> Iterator[int]:
    return iter([value * value for value in values])
