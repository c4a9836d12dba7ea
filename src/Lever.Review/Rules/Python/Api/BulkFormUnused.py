"""Fixture of py-bulk-form-unused."""

import threading
import time

import requests


class Cache:
    def __init__(self):
        self._lock = threading.Lock()
        self._entries = {}

    def get(self, key):
        with self._lock:
            return self._entries.get(key)

    def get_many(self, keys):
        with self._lock:
            return [self._entries.get(key) for key in keys]

    def put(self, entry):
        with self._lock:
            self._entries[entry.key] = entry

    def put_all(self, entries: list):
        with self._lock:
            for entry in entries:
                self._entries[entry.key] = entry

    def warm(self, entries: list):
        for entry in entries:
            self.put(entry)  # expect: py-bulk-form-unused

    def drop(self, key):
        self._entries.pop(key, None)

    def drop_all(self, keys):
        for key in keys:
            self.drop(key)


class Store:
    def __init__(self):
        self._rows = []

    def add(self, row):
        self.add_many([row])

    def add_many(self, rows):
        self._rows.extend(rows)

    def has(self, name, strict):
        return name in self._rows

    def named(self, name):
        return [row for row in self._rows if row == name]


def titles(cache: Cache, keys: list):
    return [cache.get(key) for key in keys]  # expect: py-bulk-form-unused


def load(lines: list):
    store = Store()
    for number, line in enumerate(lines):
        row = (number, line)
        store.add(row)  # expect: py-bulk-form-unused
    return store


def user_of(number):
    return requests.get("https://users/%d" % number).json()


def users_of(numbers: list):
    return requests.get("https://users", params={"of": numbers}).json()


def authors(posts: list):
    found = {}
    for post in posts:
        found[post] = user_of(post.author)  # expect: py-bulk-form-unused
    return found


def dropped(cache: Cache, keys: list):
    for key in keys:
        # Its bulk form does the same, one by one.
        cache.drop(key)


def first(cache: Cache, keys: list):
    for key in keys:
        # Stops where it finds something.
        if cache.get(key):
            return key
    return None


def followed(cache: Cache, keys: list):
    found = None
    for key in keys:
        # Each key is made with what the one before gave.
        found = cache.get((key, found))
    return found


def few(cache: Cache):
    # Two keys.
    return [cache.get(key) for key in ("title", "author")]


def each_of(caches: list, key):
    found = []
    for cache in caches:
        # Another object on each turn, and the same key.
        found.append(cache.get(key))
    return found


def politely(cache: Cache, keys: list):
    for key in keys:
        # Leaves the lock to others in between.
        print(cache.get(key))
        time.sleep(0.1)


def tried(store: Store, rows: list):
    for row in rows:
        try:
            # One failure does not take the others with it.
            store.add(row)
        except ValueError:
            continue


def in_parts(store: Store, batches: list):
    for batch in batches:
        # Many at a time already.
        store.add(batch)


def entries(seen: dict, keys: list):
    # A dict, which is not the project's.
    return [seen.get(key) for key in keys]


def strict(store: Store, names: list):
    # No other function takes many of these.
    return [store.has(name, True) for name in names]


def at_once(cache: Cache, keys: list):
    # As it should be.
    return cache.get_many(keys)


def by_kind(store: Store, names: list):
    for name in names:
        if name.startswith("#"):
            continue
        elif name.startswith("tag:"):
            print(name)
        elif name.startswith("user:"):
            # One branch of several: only some of the elements come here.
            store.add(name)
