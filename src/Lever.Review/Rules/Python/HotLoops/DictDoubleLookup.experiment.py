"""The value of each of n keys looked up again against `items`."""
import random

SIZES = [3, 100, 3_000]
WINS = "n >= 100"
LOSES = "n <= 3"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ({"name-%d" % number: random.randrange(1_000) for number in range(n)},)


def before(prices: dict):
    result = 0
    for name in prices:
        result += prices[name]
    return result


def after(prices: dict):
    result = 0
    for name, value in prices.items():
        result += value
    return result
