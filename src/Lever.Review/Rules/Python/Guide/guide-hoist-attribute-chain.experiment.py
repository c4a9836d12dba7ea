"""A Python function looked up through `self.config` on each of n turns against the guide's lookup before the loop."""
import random

SIZES = [30, 1_000]
WINS = "always"
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
        transform = self.config.transform_fn
        for item in items:
            result = transform(item)
        return result


def increased(item):
    return item + 1


def inputs(n):
    return Processor(Config(increased)), [random.randrange(1_000) for _ in range(n)]


def before(processor, items):
    return processor.last_by_chain(items)


def after(processor, items):
    return processor.last(items)
