# Any order was agreed to, and hashable elements.
# target: unique
# verdict: equivalent
# agree: the elements are hashable; of equal elements any order will do
from __future__ import annotations

def unique(values: list[int]) -> list[int]:
    return list(set(values))
