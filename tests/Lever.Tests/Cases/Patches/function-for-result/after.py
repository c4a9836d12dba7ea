# Its result is a function, which cannot be compared.
# target: adder
# verdict: untestable
# aspect: function
from __future__ import annotations

def adder(n: int):
    return lambda m: n - m
