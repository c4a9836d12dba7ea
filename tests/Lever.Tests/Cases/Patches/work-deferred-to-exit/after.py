# Writes when the program ends.
# target: note
# verdict: behaviour-changed
# aspect: Process
from __future__ import annotations

import atexit


def note(text: str, lines: list[str]) -> int:
    atexit.register(lines.append, text)
    return len(text)
