# Takes elements out of lists within the argument.
# target: heads
# verdict: behaviour-changed
# aspect: Arguments
from __future__ import annotations

def heads(groups: dict[str, list[int]]) -> list[int]:
    return [group.pop(0) for group in groups.values() if group]
