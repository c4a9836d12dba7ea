# Sorts the caller's list.
# target: ranked
# verdict: behaviour-changed
# aspect: Arguments
from __future__ import annotations

def ranked(values: list[int]) -> list[int]:
    values.sort()
    return values[:3]
