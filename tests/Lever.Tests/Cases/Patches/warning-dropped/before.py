# The code as it was.
from __future__ import annotations

import warnings


def doubled(values: list[int]) -> list[int]:
    warnings.warn("use something else", DeprecationWarning)
    result = []
    for value in values:
        result.append(value * 2)
    return result
