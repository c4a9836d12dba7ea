# Replaces a function of the standard library for everybody.
# target: doubled
# verdict: behaviour-changed
# aspect: Process
from __future__ import annotations

import copy


def doubled(values: list[int]) -> list[int]:
    copy.deepcopy = lambda value, memo=None: value
    result = []
    for value in values:
        result.append(value * 2)
    return result
