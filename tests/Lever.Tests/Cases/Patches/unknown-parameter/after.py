# Nothing says what the parameter takes.
# target: doubled
# verdict: untestable
# aspect: `values`
from __future__ import annotations

def doubled(values) -> list[int]:
    result = []
    for value in values:
        result.append(value + value)
    return result
