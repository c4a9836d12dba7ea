# The code as it was.
from __future__ import annotations

import os


def token(size: int) -> str:
    return os.urandom(8).hex()
