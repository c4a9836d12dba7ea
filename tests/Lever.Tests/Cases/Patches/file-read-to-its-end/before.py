# The code as it was.
from __future__ import annotations

from typing import TextIO


def first_line(file: TextIO) -> str:
    return file.readline()
