# No longer refuses negative values.
# target: mean
# verdict: behaviour-changed
# aspect: Exception
from __future__ import annotations

def mean(values: list[float]) -> float:
    return sum(values) / len(values)
