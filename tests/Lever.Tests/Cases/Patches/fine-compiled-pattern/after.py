# The pattern is compiled once for all calls.
# target: numbers
# verdict: equivalent
from __future__ import annotations

import re

_NUMBER = re.compile(r"[0-9]+")


def numbers(text: str) -> list[str]:
    return _NUMBER.findall(text)
