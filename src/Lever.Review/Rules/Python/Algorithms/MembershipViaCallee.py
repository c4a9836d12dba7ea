"""Fixture of py-membership-via-callee."""

from functools import lru_cache


def is_on(name, listed):
    return name.lower() in listed


def newcomers(users: list[str], listed: list[str]):
    return [name for name in users if not is_on(name, listed)]  # expect: py-membership-via-callee


def find_user(users, handle):
    for user in users:
        if user.handle == handle:
            return user
    return None


def owners(documents: list, users: list):
    found = []
    for document in documents:
        found.append(find_user(users, document.owner))  # expect: py-membership-via-callee
    return found


def allowed(name, *, permitted):
    if not name:
        return False
    return is_on(name, permitted)


def through_two(path, rows: list):
    with open(path) as file:
        permitted = file.readlines()
    kept = []
    for row in rows:
        if allowed(row.name, permitted=permitted):  # expect: py-membership-via-callee
            kept.append(row)
    return kept


class Filter:
    def __init__(self, words: list[str]):
        self.words = words

    def accepts(self, text, stop_words):
        return text not in stop_words

    def run(self, texts: list[str], stop_words: list[str]):
        return [text for text in texts if self.accepts(text, stop_words)]  # expect: py-membership-via-callee


# A set, built once: the search is a lookup.
def with_set(users: list[str], listed: list[str]):
    known_names = set(listed)
    return [name for name in users if not is_on(name, known_names)]


# Each turn has its own list.
def own_lists(groups: list[list[str]]):
    return [is_on("a", group) for group in groups]


# A handful of words.
def few(users: list[str]):
    return [name for name in users if is_on(name, ["a", "b", "c"])]


# One call, no loop.
def once(name, listed: list[str]):
    return is_on(name, listed)


# The helper builds its own set.
def is_known_by_set(name, listed):
    listed = set(listed)
    return name in listed


def rebuilt(users: list[str], listed: list[str]):
    return [name for name in users if is_known_by_set(name, listed)]


# The parameter is a set by its annotation.
def is_listed(name: str, listed: set[str]):
    return name in listed


def annotated(users: list[str], listed: list[str]):
    return [name for name in users if is_listed(name, listed)]


# Results are kept for each argument.
@lru_cache
def is_cached(name, listed):
    return name in listed


def cached(users: list[str], listed: tuple[str, ...]):
    return [name for name in users if is_cached(name, listed)]


# Looked for only to word an error.
def complain(name, listed):
    raise KeyError(name if name in listed else "unknown")


def checked(users: list[str], listed: list[str]):
    for name in users:
        if not name:
            complain(name, listed)
