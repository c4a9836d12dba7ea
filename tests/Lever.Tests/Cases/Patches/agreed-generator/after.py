# A stream was agreed to.
# target: doubled
# verdict: equivalent
# agree: callers go through the result once, as a stream: it has no length, no index and no second pass
from __future__ import annotations

def doubled(values: list[int]) -> list[int]:
    return (value * 2 for value in values)
