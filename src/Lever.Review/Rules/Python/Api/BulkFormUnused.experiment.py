"""n keys asked of a cache under a lock one by one against all at once."""
import random
import threading

SIZES = [1, 10, 100, 1000]
WINS = "n >= 10"
METRIC = "cpu"
SAME = "result"


class Cache:
    def __init__(self, entries):
        self._lock = threading.Lock()
        self._entries = entries

    def get(self, key):
        with self._lock:
            return self._entries.get(key)

    def get_many(self, keys):
        with self._lock:
            return [self._entries.get(key) for key in keys]


def inputs(n):
    keys = [random.randrange(10 ** 9) for _ in range(n)]
    return Cache({key: str(key) for key in keys[::2]}), keys


def before(cache: Cache, keys: list):
    return [cache.get(key) for key in keys]


def after(cache: Cache, keys: list):
    return cache.get_many(keys)
