# Switches garbage collection off for everybody.
# target: doubled
# verdict: behaviour-changed
# aspect: Process
from __future__ import annotations

import gc


def doubled(values: list[int]) -> list[int]:
    gc.disable()
    result = []
    for value in values:
        result.append(value * 2)
    return result
