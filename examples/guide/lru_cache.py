"""Section 5, cache computed results: the guide's snippet, and a function too cheap for a cache."""

from functools import lru_cache


class Result:
    def __init__(self, value: int) -> None:
        self.value = value


# Cache expensive computations
@lru_cache(maxsize=1024)
def expensive_computation(key: str) -> Result:
    value = 0
    for character in key * 1000:
        value = (value * 31 + ord(character)) % 1_000_003
    return Result(value)


@lru_cache(maxsize=1024)
def double(number: int) -> int:
    return number * 2


def checksum(numbers: list) -> int:
    total = 0
    for number in numbers:
        total += double(number)
    return total
