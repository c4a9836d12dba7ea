# Remembers results in a dict of the module.
# target: total
# verdict: behaviour-changed
# aspect: Globals
from __future__ import annotations

_known = {}


def total(values: list[int]) -> int:
    key = tuple(values)
    if key not in _known:
        _known[key] = sum(value * value for value in values)
    return _known[key]
