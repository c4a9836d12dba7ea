# Refuses elements that cannot be hashed.
# target: common
# verdict: behaviour-changed
# aspect: Exception
from __future__ import annotations

def common(left: list[list[int]], right: list[list[int]]) -> list[list[int]]:
    known = set(right)
    return [one for one in left if one in known]
