# Ends the process on long inputs.
# target: total
# verdict: behaviour-changed
# aspect: NoAnswer
from __future__ import annotations

import os


def total(values: list[int]) -> int:
    if len(values) > 200:
        os._exit(0)
    return sum(value * value for value in values)
