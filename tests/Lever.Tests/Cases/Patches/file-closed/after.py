# Closes the file that it was handed.
# target: first_line
# verdict: behaviour-changed
# aspect: Arguments
from __future__ import annotations

from typing import TextIO


def first_line(file: TextIO) -> str:
    with file:
        return file.readline()
