# Does not count its calls any more.
# target: doubled
# verdict: behaviour-changed
# aspect: Globals
from __future__ import annotations

calls = [0]


def doubled(values: list[int]) -> list[int]:
    result = []
    for value in values:
        result.append(value * 2)
    return result
