"""A multiplication against the guide's `lru_cache` around it, with n different numbers that come up twice each."""
import random
from functools import lru_cache

SIZES = [30, 300]
WINS = "never"
LOSES = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    numbers = [number for number in range(n) for _ in range(2)]
    random.shuffle(numbers)
    return (numbers,)


def double(number):
    return number * 2


@lru_cache(maxsize=1024)
def cached_double(number):
    return number * 2


def before(numbers):
    return [double(number) for number in numbers]


def after(numbers):
    # Nothing is remembered from one call to the next.
    cached_double.cache_clear()
    return [cached_double(number) for number in numbers]
