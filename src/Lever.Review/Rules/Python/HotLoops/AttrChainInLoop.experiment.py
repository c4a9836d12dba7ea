"""A builtin looked up through a chain of attributes on each of n turns against once before the loop."""
import random

SIZES = [1, 30, 1_000]
WINS = "n >= 30"
METRIC = "cpu"
SAME = "result"


class Config:
    def __init__(self, transform_fn):
        self.transform_fn = transform_fn


class Processor:
    def __init__(self, config):
        self.config = config

    def last_by_chain(self, items):
        result = None
        for item in items:
            result = self.config.transform_fn(item)
        return result

    def last(self, items):
        result = None
        transform_fn = self.config.transform_fn
        for item in items:
            result = transform_fn(item)
        return result


def inputs(n):
    return Processor(Config(abs)), [random.randrange(-1_000, 1_000) for _ in range(n)]


def before(processor, items):
    return processor.last_by_chain(items)


def after(processor, items):
    return processor.last(items)
