# Leaves a variable in the environment.
# target: doubled
# verdict: behaviour-changed
# aspect: Process
from __future__ import annotations

import os


def doubled(values: list[int]) -> list[int]:
    os.environ["DOUBLED"] = "1"
    result = []
    for value in values:
        result.append(value * 2)
    return result
