# Its result varies by itself.
# target: token
# verdict: untestable
# aspect: varies
from __future__ import annotations

import os


def token(size: int) -> str:
    return os.urandom(8).hex().lower()
