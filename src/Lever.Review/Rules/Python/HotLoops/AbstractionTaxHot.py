"""Fixture of py-abstraction-tax-hot."""

import socket
from contextlib import contextmanager, suppress


@contextmanager
def counted(counts):
    counts.append(1)
    yield
    counts.append(-1)


def numbers(source):
    found = []
    for text in source.texts():
        with suppress(ValueError, TypeError):  # expect: py-abstraction-tax-hot, with a profile
            found.append(int(text))
    return found


def total(values: list, counts):
    result = 0
    for value in values:
        with counted(counts):  # expect: py-abstraction-tax-hot, with a profile
            result += value
    return result


def weigh(value, factor=1):
    return value * factor


def weighed(*args, **kwargs):
    return weigh(*args, **kwargs)


def weights(values: list):
    return [weighed(value, factor=2) for value in values]  # expect: py-abstraction-tax-hot, with a profile


def once(values: list, counts):
    # Entered once.
    with counted(counts):
        return [value * 2 for value in values]


def files(paths: list):
    texts = []
    for path in paths:
        # Lost beside the files.
        with suppress(OSError):
            with open(path) as handle:
                texts.append(handle.read())
    return texts


def few(counts):
    result = 0
    for value in (1, 2, 3):
        # Three turns.
        with counted(counts):
            result += value
    return result


def traced(*args, **kwargs):
    # Does something of its own.
    print(args)
    return weigh(*args, **kwargs)


def traces(values: list):
    return [traced(value) for value in values]


def locked(values: list, lock):
    result = 0
    for value in values:
        # A lock has no layer to spare.
        with lock:
            result += value
    return result


class Scale:
    def weigh(self, *args, **kwargs):
        return weigh(*args, **kwargs)

    def all(self, values: list):
        # Subclasses may weigh otherwise.
        return [self.weigh(value) for value in values]


def of_data(texts: list):
    found = []
    for text in texts:
        # fine: where data drive the loop, `py-exception-control-flow` tells of it
        with suppress(ValueError):
            found.append(int(text))
    return found


def answered(hosts):
    found = []
    for host in hosts.known():
        # fine: an exception of a socket says that the body waits for the network
        with suppress(socket.timeout):
            found.append(host.answer())
    return found


def fetched(pages):
    found = []
    for page in pages.all():
        # fine: by its name, what is called waits for the network
        with suppress(ValueError):
            found.append(pages.fetch_page(page))
    return found


class Checker:
    @contextmanager
    def allowed(self, kind):
        before = self.kind
        self.kind = kind
        try:
            yield
        finally:
            self.kind = before

    def inferred(self, rows: list):
        found = []
        for row in rows:
            with self.allowed(row.kind):  # expect: py-abstraction-tax-hot, with a profile
                found.append(row.name)
        return found

    def of_another(self, rows: list, other):
        for row in rows:
            # fine: another object's method may be anything
            with other.allowed(row.kind):
                row.mark()
