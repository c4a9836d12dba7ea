# Hashable elements were agreed to.
# target: common
# verdict: equivalent
# agree: the elements are hashable
from __future__ import annotations

def common(left: list[list[int]], right: list[list[int]]) -> list[list[int]]:
    known = set(right)
    return [one for one in left if one in known]
