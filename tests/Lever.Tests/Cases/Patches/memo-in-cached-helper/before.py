# The code as it was.
from __future__ import annotations

def steps(n: int) -> int:
    count = 0
    n = abs(n) % 1000 + 1
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        count += 1
    return count
