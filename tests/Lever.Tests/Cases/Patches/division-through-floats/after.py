# Divides large numbers as floats.
# target: half
# verdict: behaviour-changed
# aspect: Result
from __future__ import annotations

import math


def half(n: int) -> int:
    return math.floor(n / 2)
