# Gives 1 and 0 where it gave True and False.
# target: has_odd
# verdict: behaviour-changed
# aspect: Type
from __future__ import annotations

def has_odd(values: list[int]) -> bool:
    for value in values:
        if value % 2 == 1:
            return 1
    return 0
