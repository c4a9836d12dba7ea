# Gives a dict that makes up what it lacks.
# target: grouped
# verdict: behaviour-changed
# aspect: Type
from __future__ import annotations

from collections import defaultdict


def grouped(words: list[str]) -> dict[int, list[str]]:
    result = defaultdict(list)
    for word in words:
        result[len(word)].append(word)
    return result
