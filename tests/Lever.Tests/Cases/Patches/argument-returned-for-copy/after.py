# Gives the caller's own list where it gave a copy.
# target: sane
# verdict: behaviour-changed
# aspect: Aliasing
from __future__ import annotations

def sane(values: list[int]) -> list[int]:
    return values
