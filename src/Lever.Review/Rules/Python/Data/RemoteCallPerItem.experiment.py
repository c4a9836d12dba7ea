"""n keys of a store 0.2 ms away, asked for one by one against a hundred at a time."""
from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import redis

SIZES = [1, 10, 200]
WINS = "n >= 10"
METRIC = "wall"
SAME = "result"


class Store:
    """A stand-in that answers after a round trip."""

    def __init__(self, values):
        self.values = values

    def get(self, key):
        time.sleep(0.0002)
        return self.values[key]

    def mget(self, keys):
        time.sleep(0.0002)
        return [self.values[key] for key in keys]


def inputs(n):
    return Store({number: str(number) for number in range(n)}), list(range(n))


def before(store: redis.Redis, keys):
    found = []
    for key in keys:
        found.append(store.get(key))
    return found


def after(store: redis.Redis, keys):
    found = []
    for start in range(0, len(keys), 100):
        found.extend(store.mget(keys[start:start + 100]))
    return found
