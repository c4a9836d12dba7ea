# Sums from the small to the large.
# target: total
# verdict: behaviour-changed
# aspect: Result
from __future__ import annotations

import math


def total(values: list[float]) -> float:
    return math.fsum(values)
