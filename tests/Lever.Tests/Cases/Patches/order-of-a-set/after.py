# Gives the order of a set in place of first appearance.
# target: unique
# verdict: behaviour-changed
# aspect: Order
from __future__ import annotations

def unique(values: list[int]) -> list[int]:
    return list(set(values))
