"""n elements taken from the front of a list against a deque; both copy what they are given."""
import random
from collections import deque

SIZES = [5, 50, 500, 10_000]
WINS = "n >= 500"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([random.randrange(1_000) for _ in range(n)],)


def before(requests):
    served = 0
    waiting = list(requests)
    while waiting:
        request = waiting.pop(0)
        served += request
    return served


def after(requests):
    served = 0
    waiting = deque(requests)
    while waiting:
        request = waiting.popleft()
        served += request
    return served
