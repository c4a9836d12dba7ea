# Gives a `map` in place of a list.
# target: doubled
# verdict: behaviour-changed
# aspect: Laziness
from __future__ import annotations

def doubled(values: list[int]) -> list[int]:
    return map(lambda value: value * 2, values)
