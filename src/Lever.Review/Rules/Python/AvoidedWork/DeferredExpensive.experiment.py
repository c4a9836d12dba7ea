"""A value of n elements and a list of them computed before the condition that needs them in one call of ten against after it."""
import random

SIZES = [4, 50, 500]
WINS = "always"
METRIC = "cpu"
SAME = "result"


class Config:
    def __init__(self, needs_expensive):
        self.needs_expensive = needs_expensive


def inputs(n):
    configs = [Config(number == 0) for number in range(10)]
    random.shuffle(configs)
    return [random.randrange(1_000) for _ in range(n)], configs


def compute_expensive(data):
    best = 0
    for first in data:
        best = max(best, first * 3 % 97)
    return best


def process_early(data, config, used):
    expensive = compute_expensive(data)
    halves = [first // 2 for first in data]
    if config.needs_expensive:
        used.append((expensive, halves))


def process(data, config, used):
    if config.needs_expensive:
        expensive = compute_expensive(data)
        halves = [first // 2 for first in data]
        used.append((expensive, halves))


def before(data, configs):
    used = []
    for config in configs:
        process_early(data, config, used)
    return used


def after(data, configs):
    used = []
    for config in configs:
        process(data, config, used)
    return used
