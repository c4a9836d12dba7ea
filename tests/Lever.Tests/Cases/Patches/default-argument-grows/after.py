# Keeps one list for all calls.
# target: collected
# verdict: behaviour-changed
# aspect: Globals
from __future__ import annotations

def collected(value: int, into: list[int] = []) -> int:
    into = collected.__defaults__[0] if into is None else into
    into.append(value)
    return value
