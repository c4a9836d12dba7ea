"""Fixture of py-getattr-delegation."""
import io


class Locked:
    kind = "locked"

    def __init__(self, package):
        self._package = package
        self.seen = 0

    @property
    def title(self):
        return self._package.title

    def __getattr__(self, name):  # expect: py-getattr-delegation, tier C, with a profile
        return getattr(self._package, name)


class Guarded(io.StringIO):
    def __getattr__(self, item):  # expect: py-getattr-delegation, tier C, with a profile
        """What the stream has."""
        if item.startswith("_"):
            raise AttributeError(item)
        return getattr(self.stream, item)


class Tried:
    def __getattr__(self, name):  # expect: py-getattr-delegation, tier C, with a profile
        try:
            return getattr(self.__dict__["wrapped"], name)
        except KeyError:
            raise AttributeError(name) from None


def names_of(found: list[Locked]):
    names = []
    for package in found:
        names.append(package.name)  # expect: py-getattr-delegation, tier B, with a profile
    return names


def read_all(path, package: Locked):
    with open(path) as file:
        return [line for line in file if package.matches(line)]  # expect: py-getattr-delegation, tier B


def own(found: list[Locked]):
    # These are the class's own.
    return [(package.title, package.seen, package.kind, package.__class__) for package in found]


def once(package: Locked):
    # Read once.
    return package.name


def others(found: list):
    # Nothing says what they are.
    return [package.name for package in found]


def few(package: Locked):
    return [package.name for _ in range(3)]


def streams(found: list[Guarded]):
    # Its base has most of them.
    return [stream.name for stream in found]


class Lazy:
    def __getattr__(self, name):
        # What is found is kept, so that the next read finds it.
        value = getattr(self._made(), name)
        setattr(self, name, value)
        return value

    def _made(self):
        return object()


class Options:
    def __init__(self):
        self.values = {}

    def __getattr__(self, name):
        # Nothing is wrapped.
        return self.values[name]
