"""A labelled counter told of each of n items against once after the loop."""
import random

from prometheus_client import CollectorRegistry, Counter

SIZES = [1, 10, 1_000]
WINS = "n >= 10"
METRIC = "cpu"
REQUIRES = ["prometheus_client"]
SAME = "result"

REGISTRY = CollectorRegistry()
SEEN = Counter("seen", "Items that were seen.", ["kind"], registry=REGISTRY)


def inputs(n):
    return ([random.randrange(100) for _ in range(n)],)


def before(items):
    result = 0
    for item in items:
        SEEN.labels("item").inc()
        result += item
    return result


def after(items):
    result = 0
    for item in items:
        result += item
    SEEN.labels("item").inc(len(items))
    return result
