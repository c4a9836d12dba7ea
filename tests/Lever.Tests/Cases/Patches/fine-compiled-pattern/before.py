# The code as it was.
from __future__ import annotations

import re


def numbers(text: str) -> list[str]:
    return re.findall(r"[0-9]+", text)
