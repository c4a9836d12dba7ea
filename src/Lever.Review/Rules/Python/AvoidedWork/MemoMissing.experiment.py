"""A computation of 6n to 9n steps over three different keys, called thirty times, against the same with a cache that lasts for one call."""
import random
from functools import lru_cache

SIZES = [1, 10, 100]
WINS = "always"
METRIC = "cpu"
SAME = "result"

DAYS = ("monday", "tuesday", "wednesday")


def inputs(n):
    return n, [random.randrange(100) for _ in range(30)]


def code_of(key: str, times: int) -> int:
    value = 0
    for character in key * times:
        value = (value * 31 + ord(character)) % 1_000_003
    return value


@lru_cache(maxsize=1024)
def cached_code_of(key: str, times: int) -> int:
    value = 0
    for character in key * times:
        value = (value * 31 + ord(character)) % 1_000_003
    return value


def before(times, visits: list):
    return [code_of(DAYS[visit % 3], times) for visit in visits]


def after(times, visits: list):
    # Nothing is remembered from one call to the next.
    cached_code_of.cache_clear()
    return [cached_code_of(DAYS[visit % 3], times) for visit in visits]
