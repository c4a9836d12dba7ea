# The code as it was.
from __future__ import annotations

from pathlib import Path


def save(path: Path, text: str) -> int:
    data = text.encode("utf-8", "replace")
    path.with_suffix(".bak").write_bytes(data)
    path.write_bytes(data)
    return len(data)
