# The code as it was.
from __future__ import annotations

def common(left: list[list[int]], right: list[list[int]]) -> list[list[int]]:
    return [one for one in left if one in right]
