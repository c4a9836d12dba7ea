# Remembers results in a default argument.
# target: total
# verdict: behaviour-changed
# aspect: Globals
from __future__ import annotations

def total(values: list[int], _known={}) -> int:
    key = tuple(values)
    if key not in _known:
        _known[key] = sum(value * value for value in values)
    return _known[key]
