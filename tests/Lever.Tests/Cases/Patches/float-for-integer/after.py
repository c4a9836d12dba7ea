# Gives floats.
# target: half
# verdict: behaviour-changed
# aspect: Type
from __future__ import annotations

def half(n: int) -> int:
    return n / 2
