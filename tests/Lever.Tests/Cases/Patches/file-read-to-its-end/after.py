# Leaves the file at another place.
# target: first_line
# verdict: behaviour-changed
# aspect: Arguments
from __future__ import annotations

from typing import TextIO


def first_line(file: TextIO) -> str:
    return (file.read().splitlines(True) or [""])[0]
