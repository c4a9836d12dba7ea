"""A computation of n steps over three different keys, called thirty times, against the same with a cache that lasts for one call."""
import random
from functools import lru_cache

SIZES = [3, 30, 300]
WINS = "n >= 3"
METRIC = "cpu"
SAME = "result"

KEYS = ("monday", "tuesday", "wednesday")


def inputs(n):
    # The three keys are texts of n characters.
    keys = [(key * n)[:n] for key in KEYS]
    return keys, [random.randrange(3) for _ in range(30)]


def code_of(key):
    value = 0
    for character in key:
        value = (value * 31 + ord(character)) % 1_000_003
    return value


@lru_cache(maxsize=1024)
def cached_code_of(key):
    value = 0
    for character in key:
        value = (value * 31 + ord(character)) % 1_000_003
    return value


def before(keys, visits):
    return [code_of(keys[visit]) for visit in visits]


def after(keys, visits):
    # Nothing is remembered from one call to the next.
    cached_code_of.cache_clear()
    return [cached_code_of(keys[visit]) for visit in visits]
