# The code as it was.
from __future__ import annotations

import logging

log = logging.getLogger(__name__)


def doubled(values: list[int]) -> list[int]:
    result = []
    log.debug("doubling " + ", ".join(map(str, values)))
    for value in values:
        result.append(value * 2)
    return result
