# Never answers for an empty list.
# target: total
# verdict: behaviour-changed
# aspect: NoAnswer
from __future__ import annotations

def total(values: list[int]) -> int:
    while not values:
        pass
    return sum(value * value for value in values)
