# Drops what the exception was caused by.
# target: number
# verdict: behaviour-changed
# aspect: ExceptionArguments
from __future__ import annotations

def number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise KeyError(text)
