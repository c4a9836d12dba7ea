# Remembers results by the identity of the argument.
# target: total
# verdict: behaviour-changed
# aspect: Globals
from __future__ import annotations

_known = {}


def total(values: list[int]) -> int:
    if id(values) in _known:
        return _known[id(values)]
    result = _known[id(values)] = sum(value * value for value in values)
    return result
