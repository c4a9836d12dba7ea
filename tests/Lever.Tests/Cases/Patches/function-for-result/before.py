# The code as it was.
from __future__ import annotations

def adder(n: int):
    def add(m: int) -> int:
        return n + m
    return add
