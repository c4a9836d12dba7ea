# Takes digits of other scripts for ASCII ones.
# target: parse_int
# verdict: behaviour-changed
# aspect: Exception
from __future__ import annotations

def parse_int(s: str) -> int:
    if len(s) <= 10 and s.isdigit():
        result = 0
        for c in s:
            result = result * 10 + (ord(c) - 48)
        return result
    return int(s)
