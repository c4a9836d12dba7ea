# Gives bytes where it gave text.
# target: line
# verdict: behaviour-changed
# aspect: Type
from __future__ import annotations

def line(words: list[str]) -> str:
    return b"".join(word.encode("utf-8", "surrogatepass") + b" " for word in words)
