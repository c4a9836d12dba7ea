# Leaves out a file that it wrote.
# target: save
# verdict: behaviour-changed
# aspect: Files
from __future__ import annotations

from pathlib import Path


def save(path: Path, text: str) -> int:
    data = text.encode("utf-8", "replace")
    path.write_bytes(data)
    return len(data)
