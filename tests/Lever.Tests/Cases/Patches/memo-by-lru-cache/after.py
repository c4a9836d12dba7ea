# Remembers results in an `lru_cache`.
# target: steps
# verdict: behaviour-changed
# aspect: Remembers
from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=None)
def steps(n: int) -> int:
    count = 0
    n = abs(n) % 1000 + 1
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        count += 1
    return count
