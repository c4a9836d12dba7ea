"""Fixture of py-missing-slots."""

import weakref
from dataclasses import dataclass


class Item:  # expect: py-missing-slots
    def __init__(self, x, y):
        self.x = x
        self.y = y


def load(path):
    items = []
    with open(path) as handle:
        for line in handle:
            x, y = line.split()
            items.append(Item(x, y))
    return items


class Cell:  # expect: py-missing-slots
    """A cell of the grid."""

    def __init__(self, value):
        self.value = value
        self.seen = False

    def mark(self):
        self.seen = True


def grid(rows):
    return [Cell(row) for row in rows]


class Event:  # expect: py-missing-slots
    def __init__(self, key: int, title: str, body: str):
        self.key = key
        self.title = title
        self.body = body


class Slim:
    # It has them.
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x


class Settings:
    # One object.
    def __init__(self, path):
        self.path = path
        self.values = {}
        self.loaded = False


SETTINGS = Settings("settings.toml")


class Extended:
    # An attribute comes later.
    def __init__(self, x):
        self.x = x

    def finish(self):
        self.result = self.x


class Cached:
    # The dict is read.
    def __init__(self, x):
        self.x = x

    def fields(self):
        return dict(self.__dict__)


class Base:
    # The subclass has a dict all the same.
    def __init__(self, x):
        self.x = x


class Derived(Base):
    # The base's dict stays.
    def __init__(self, x):
        super().__init__(x)
        self.y = x


class Defaults:
    # A class-level value of the same name collides with the slot.
    x = 1

    def __init__(self, x):
        self.x = x


class Watched:
    # Weak references need a slot of their own.
    def __init__(self, x):
        self.x = weakref.ref(x)


@dataclass
class Record:
    # A dataclass makes its own methods.
    x: int


class Few:
    # Three objects.
    def __init__(self, name):
        self.name = name


FEW = [Few(name) for name in ("a", "b", "c")]


def make(rows):
    for row in rows:
        yield Extended(row), Cached(row), Base(row), Derived(row), Defaults(row), Watched(row), Record(row), Slim(row)


class Token:
    # One at a time: the next takes its place.
    def __init__(self, kind, value, line):
        self.kind = kind
        self.value = value
        self.line = line


class Tokens:
    def __init__(self, source):
        self.source = iter(source)
        self.current = None

    def advance(self):
        self.current = Token(*next(self.source))
        return self.current


class Reduction:
    """A way to reduce a column.

    >>> Reduction("range", min, max)
    """

    # Made by hand, as its documentation shows.
    def __init__(self, name, chunk, combine):
        self.name = name
        self.chunk = chunk
        self.combine = combine


class TypeAnalyzer:
    # What works is one of its kind.
    def __init__(self, name: str, path: str, depth: int):
        self.name = name
        self.path = path
        self.depth = depth


class Frame:
    # Entered and left: one at a time.
    def __init__(self, name: str, can_skip: bool, fall_through: int):
        self.name = name
        self.can_skip = can_skip
        self.fall_through = fall_through

    def __enter__(self):
        return self.name

    def __exit__(self, *error):
        print(self.name)


class Attempt:
    # Made on each turn and dropped on the next, whether it has a name, is entered or is kept as the one at work.
    def __init__(self, row):
        self.row = row

    def run(self):
        return self.row


def attempt_all(rows, runner):
    for row in rows:
        print(Attempt(row).row)
        attempt = Attempt(row)
        if attempt.row:
            attempt.run()
        runner.current = Attempt(row)


class Delivery:  # expect: py-missing-slots, with a profile
    # It has a name for a turn, but somebody gets it.
    def __init__(self, row):
        self.row = row


def deliver_all(rows, receiver):
    for row in rows:
        delivery = Delivery(row)
        receiver.accept(delivery)


class Bucket:  # expect: py-missing-slots, with a profile
    # Kept, but nobody says how many.
    def __init__(self, kind):
        self.kind = kind


def buckets(report):
    return [Bucket(row) for row in report.rows]


class Corner:  # expect: py-missing-slots, tier C
    # Rows times columns.
    def __init__(self, x, y):
        self.x = x
        self.y = y


def corners(width: int, height: int):
    return [Corner(x, y) for x in range(width) for y in range(height)]


class Descriptor:
    # One for each attribute of a class.
    def __init__(self, key: str, default: int, hidden: bool):
        self.key = key
        self.default = default
        self.hidden = hidden

    def __get__(self, instance, owner=None):
        return self.default


class Steps:
    # Not values, but things that work: one for each kind.
    def __init__(self, name: str, first, last):
        self.name = name
        self.first = first
        self.last = last


class Named:
    # Every class has these names already.
    def __init__(self, name: str, doc: str, row: int):
        self.__name__ = name
        self.__doc__ = doc
        self.row = row


class Box:
    # fine: with a list in each, the dict is the smaller part
    def __init__(self, text=""):
        self.text = text
        self.lines = []


def boxes(table):
    return [Box(cell) for row in table.rows for cell in row.cells]


class Splitter:
    # fine: each turn drops the one before
    def __init__(self, base, share):
        self.base = base
        self.share = share

    def split(self, rows):
        return self.base.split(rows[: int(len(rows) * self.share)])


def halve(search):
    while search.goes_on():
        splitter = Splitter(search.base, search.share)
        search.run(splitter)
