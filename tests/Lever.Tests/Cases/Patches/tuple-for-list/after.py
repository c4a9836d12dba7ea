# Gives a tuple where it gave a list.
# target: doubled
# verdict: behaviour-changed
# aspect: Type
from __future__ import annotations

def doubled(values: list[int]) -> list[int]:
    return tuple(value * 2 for value in values)
