# Lowers ASCII letters alone.
# target: folded
# verdict: behaviour-changed
# aspect: Result
from __future__ import annotations

_TABLE = {upper: upper + 32 for upper in range(65, 91)}


def folded(text: str) -> str:
    return text.translate(_TABLE)
