# Gives the element that it knew before in place of the one that came.
# target: normal
# verdict: behaviour-changed
# aspect: Type
from __future__ import annotations

def normal(values: list[float]) -> list[float]:
    known = {}
    return [known.setdefault(value, value) for value in values]
