# Does nothing until somebody looks.
# target: doubled
# verdict: behaviour-changed
# aspect: Type
from __future__ import annotations

def doubled(values: list[int]) -> list[int]:
    return (value * 2 for value in values)
