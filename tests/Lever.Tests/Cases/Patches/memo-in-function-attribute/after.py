# Remembers the last result on the function itself.
# target: total
# verdict: behaviour-changed
# aspect: Globals
from __future__ import annotations

def total(values: list[int]) -> int:
    last = getattr(total, "last", None)
    if last is not None and last[0] == values:
        return last[1]
    result = sum(value * value for value in values)
    total.last = (list(values), result)
    return result
