# Splits at line feeds alone.
# target: lines
# verdict: behaviour-changed
# aspect: Result
from __future__ import annotations

def lines(text: str) -> list[str]:
    return text.rstrip("\n").split("\n") if text else []
