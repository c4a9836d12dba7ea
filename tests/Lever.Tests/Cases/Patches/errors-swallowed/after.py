# Passes over what cannot be read.
# target: numbers
# verdict: behaviour-changed
# aspect: Exception
from __future__ import annotations

def numbers(texts: list[str]) -> list[int]:
    result = []
    for text in texts:
        try:
            result.append(int(text))
        except ValueError:
            pass
    return result
