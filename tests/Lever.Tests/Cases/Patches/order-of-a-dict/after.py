# Fills the dict in sorted order.
# target: counts
# verdict: behaviour-changed
# aspect: Order
from __future__ import annotations

def counts(words: list[str]) -> dict[str, int]:
    return {word: words.count(word) for word in sorted(set(words))}
