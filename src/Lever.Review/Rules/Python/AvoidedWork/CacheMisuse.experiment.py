"""A cache around one multiplication against the multiplication, with n numbers that come up ten times each."""
import random
from functools import lru_cache

SIZES = [30, 300]
WINS = "python >= 3.11"
LOSES = "n >= 300 and python <= 3.10"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    numbers = [number for number in range(n) for _ in range(10)]
    random.shuffle(numbers)
    return (numbers,)


def double(number):
    return number * 2


@lru_cache(maxsize=1024)
def cached_double(number):
    return number * 2


def before(numbers):
    # Nothing is remembered from one call to the next.
    cached_double.cache_clear()
    return [cached_double(number) for number in numbers]


def after(numbers):
    return [double(number) for number in numbers]
