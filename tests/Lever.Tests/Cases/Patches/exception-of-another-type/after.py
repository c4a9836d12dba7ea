# Raises ValueError where KeyError was raised.
# target: position
# verdict: behaviour-changed
# aspect: Exception
from __future__ import annotations

def position(values: list[int], wanted: int) -> int:
    return values.index(wanted)
