# Raises the same type with another text.
# target: position
# verdict: behaviour-changed
# aspect: ExceptionArguments
from __future__ import annotations

def position(values: list[int], wanted: int) -> int:
    for index, value in enumerate(values):
        if value == wanted:
            return index
    raise KeyError("missing: %s" % wanted)
