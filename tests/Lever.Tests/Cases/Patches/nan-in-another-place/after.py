# Treats NaN otherwise.
# target: largest
# verdict: behaviour-changed
# aspect: Result
from __future__ import annotations

def largest(values: list[float]) -> float:
    return sorted(values)[-1]
