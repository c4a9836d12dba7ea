# Lets a negative index wrap around.
# target: at
# verdict: behaviour-changed
# aspect: Exception
from __future__ import annotations

def at(values: list[int], index: int) -> int:
    return values[index]
