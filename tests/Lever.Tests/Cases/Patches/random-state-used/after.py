# Draws from the random numbers of the whole program.
# target: picked
# verdict: behaviour-changed
# aspect: Process
from __future__ import annotations

import random


def picked(values: list[int]) -> int:
    random.random()
    return min(values)
