# Loses the sign of zero.
# target: clipped
# verdict: behaviour-changed
# aspect: Result
from __future__ import annotations

def clipped(value: float) -> float:
    return min(value + 0.0, 1e6)
