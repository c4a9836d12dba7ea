"""Values made from shapes: the same ones for the same seed in every process, usual ones and nasty ones."""
import array
import collections
import copy
import datetime
import decimal
import fractions
import importlib
import io
import logging
import os
import pathlib
import random
import re
import sys
import uuid
import zlib

from lever_canon import OneShot

_Random = random.Random
_crc = zlib.crc32
_DIGITS = ["\u00b2", "\u0663", "\u0661\u0662", "\uff11\uff12", "\u2460", "1\u0663", "\u00bd"]
_TEXTS = ["", " ", "a", "A b c", "0", "7", "42", "-5", "+3", " 12 ", "1_000", "007", "3.14", "1e5", "nan", "0x1f", "true", "None",
          "a,b,c", "k=v;x=y", "key: value", "2024-05-17", "2024-05-17T10:20:30", "user@example.org", "/usr/lib/x.txt", "https://example.org/a?b=1",
          "line one\nline two\n", "tab\there", "{\"a\": 1}", "[1, 2]", "<b>x</b>", "hello world hello", "racecar", "Hello", "HELLO", "it's"]
_NASTY_TEXTS = _DIGITS + ["\x00", "\r\n", "a\u2028b\x0bc\x1cd", "\u00a0x\u3000", "\u0130", "\u00df", "\ufb01", "e\u0301", "\u00e9", "\U0001f600", "\ud800",
                          "\u202eabc", "-", "+", "--1", "1__0", "1.", ".5", "%s %d", "{}", "\\", "'\"", "inf", "-0"]
_FLOATS = [0.0, -0.0, 1.0, -1.5, 0.1, 0.2, 0.3, 2.5, 3.5, 1e16, 1e-9, 123456.789]
_NASTY_FLOATS = [float("nan"), float("inf"), float("-inf"), -0.0, 5e-324, 1.7976931348623157e308, 1e16, 0.1]
_NASTY_INTS = [0, -1, 1, 2 ** 31, -2 ** 31, 2 ** 53 + 1, 2 ** 63, 2 ** 64 + 1, -2 ** 63 - 1, 10 ** 25]


class Hostile(Exception):
    """What operators of hostile values raise."""


class OddInt(int):
    """An int whose operators answer otherwise."""

    def __add__(self, other):
        return OddInt(int.__add__(self, 1000))

    __radd__ = __add__

    def __eq__(self, other):
        return False

    def __lt__(self, other):
        return True

    __hash__ = int.__hash__


class OddStr(str):
    def __add__(self, other):
        return OddStr(str.__add__(self, "!"))

    def __len__(self):
        return 3

    def __eq__(self, other):
        return False

    __hash__ = str.__hash__


class OddFloat(float):
    def __add__(self, other):
        return OddFloat(float.__add__(self, 1000.0))

    __radd__ = __add__

    def __eq__(self, other):
        return False

    __hash__ = float.__hash__


class OddList(list):
    def __iter__(self):
        return iter([])

    def __len__(self):
        return 0


class PlainInt(int):
    """An int of another type and no other behaviour."""


class PlainStr(str):
    """A str of another type and no other behaviour."""


class PlainList(list):
    """A list of another type and no other behaviour."""


class PlainDict(dict):
    """A dict of another type and no other behaviour."""


class Counted:
    """An element that is equal by its key and counts how often it was asked."""

    __slots__ = ("key", "asked")
    total = 0

    def __init__(self, key):
        self.key = key
        self.asked = 0

    def __eq__(self, other):
        Counted.total += 1
        return isinstance(other, Counted) and self.key == other.key

    def __hash__(self):
        Counted.total += 1
        return hash(self.key)

    def __lt__(self, other):
        return self.key < other.key

    def __reduce__(self):
        return (Counted, (self.key,))


class StandIn:
    """An object with the attributes that the code asks for and none besides."""

    def __init__(self, attributes):
        self.__dict__.update(attributes)


class NoBool(Exception):
    pass


class CannotMake(Exception):
    """A value that the shape asks for could not be made."""


def find(path):
    """The class or function that `module:qualname` names."""
    module, _, name = path.partition(":")
    found = sys.modules.get(module) or importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found


class Maker:
    """Makes the values of one case. `spread` is how large containers get; `pool` holds constants of the code under test."""

    def __init__(self, seed, spread, pool, folder=None, exact=False):
        self.rng = _Random(seed)
        self.spread = spread
        self.pool = pool
        self.folder = folder
        self.exact = exact
        self.base = self.rng.choice(["int", "int", "int", "str", "str", "float"])
        # In a few cases all texts are numbers, for functions that read nothing else.
        self.numeric = not exact and _Random("%s/numeric" % seed).random() < 0.1
        self.calls = []
        self.oneshots = []
        self._files = 0
        self._depth = 0

    def length(self):
        if self.exact:
            return max(0, self.spread >> (3 * max(0, self._depth - 1)) if self._depth > 1 else self.spread)
        chance = self.rng.random()
        if chance < 0.1 and self._depth <= 1:
            return self.rng.choice([0, 1] + [n + d for n in self.pool.get("sizes", []) for d in (-1, 0, 1) if 0 <= n + d <= 1200])
        return self.rng.randrange(0, max(2, self.spread if self._depth <= 1 else 5))

    def make(self, shape):
        self._depth += 1
        try:
            return getattr(self, "_" + shape["k"])(shape)
        finally:
            self._depth -= 1

    def many(self, shape, n=None):
        return [self.make(shape) for _ in range(self.length() if n is None else n)]

    # Scalars

    def _int(self, shape):
        rng, spread = self.rng, max(self.spread, 4)
        if self.exact:
            return rng.randrange(0, 2 * spread) if self._depth > 1 else rng.randrange(spread // 2 + 1, spread + 2)
        if self.pool.get("ints") and rng.random() < 0.2:
            return rng.choice(self.pool["ints"]) + rng.choice([-1, 0, 0, 1])
        chance = rng.random()
        return rng.randrange(0, 2 * spread) if chance < 0.7 else rng.randrange(-20, 0) if chance < 0.85 else rng.randrange(0, 3000)

    def _float(self, shape):
        rng = self.rng
        if self.pool.get("floats") and rng.random() < 0.1 and not self.exact:
            return rng.choice(self.pool["floats"])
        chance = rng.random()
        return rng.choice(_FLOATS) if chance < 0.3 and not self.exact else rng.uniform(-100, 100) if chance < 0.9 else round(rng.uniform(0, 10), 1)

    def _str(self, shape):
        rng = self.rng
        if self.numeric:
            return str(rng.randrange(0, 1000)) if rng.random() < 0.7 else "%.2f" % rng.uniform(-100, 100)
        if self._depth > 1:
            if rng.random() < 0.15 and self.pool.get("strs"):
                return rng.choice(self.pool["strs"])
            return "w%d" % rng.randrange(0, 2 * max(self.spread, 4)) if rng.random() < 0.8 or self.exact else rng.choice(_TEXTS)
        if self.exact:
            words = []
            while sum(map(len, words)) + len(words) < self.spread:
                words.append(rng.choice(["lorem", "ipsum", "dolor", "sit", "amet", "42", "7", "consectetur"]))
            return " ".join(words)[:self.spread]
        chance = rng.random()
        if chance < 0.2 and self.pool.get("strs"):
            return rng.choice(self.pool["strs"]) + rng.choice(["", "", "x"])
        if chance < 0.45:
            return str(rng.randrange(0, 10 ** rng.randrange(1, 13)))
        if chance < 0.7:
            return rng.choice(_TEXTS)
        return "".join(rng.choice("abcABC 019,;=-\n") for _ in range(self.length()))

    def _bytes(self, shape):
        return bytes(self.rng.randrange(0, 256) if self.rng.random() < 0.3 else self.rng.choice(b"abc 01\n,") for _ in range(self.length()))

    def _bytearray(self, shape):
        return bytearray(self._bytes(shape))

    def _memoryview(self, shape):
        return memoryview(self._bytes(shape))

    def _bool(self, shape):
        return self.rng.random() < 0.5

    def _complex(self, shape):
        return complex(self._float(shape), self._float(shape))

    def _none(self, shape):
        return None

    def _any(self, shape):
        if self.exact or self._depth > 1 or self.rng.random() < 0.5:
            return self._unknown(shape)
        return self.make({"k": self.rng.choice(["none", "bool", "float", "str", "int"])}) if self.rng.random() < 0.7 else self.many({"k": "int"})

    def _unknown(self, shape):
        """An unsaid type: one kind a case, so that sums and orders make sense."""
        return getattr(self, "_" + self.base)(shape)

    def _hashable(self, shape):
        return self._unknown(shape)

    def _sized(self, shape):
        return self.many({"k": "int"})

    def _literal(self, shape):
        kind, value = self.rng.choice(shape["values"])
        return value.encode("latin-1") if kind == "bytes" else value

    def _enum(self, shape):
        return self.rng.choice(list(find(shape["class"])))

    def _union(self, shape):
        some = shape["of"]
        if self.exact:
            some = [one for one in some if one["k"] != "none"] or some
        return self.make(self.rng.choice(some))

    def _date(self, shape):
        return datetime.date(2000 + self.rng.randrange(0, 40), self.rng.randrange(1, 13), self.rng.randrange(1, 29))

    def _datetime(self, shape):
        zone = self.rng.choice([None, None, datetime.timezone.utc])
        return datetime.datetime(2000 + self.rng.randrange(0, 40), self.rng.randrange(1, 13), self.rng.randrange(1, 29), self.rng.randrange(24),
                                 self.rng.randrange(60), self.rng.randrange(60), self.rng.choice([0, 123456]), tzinfo=zone if not self.exact else None)

    def _time(self, shape):
        return datetime.time(self.rng.randrange(24), self.rng.randrange(60), self.rng.randrange(60))

    def _timedelta(self, shape):
        return datetime.timedelta(days=self.rng.randrange(-3, 400), seconds=self.rng.randrange(86400), microseconds=self.rng.choice([0, 5]))

    def _timezone(self, shape):
        return datetime.timezone(datetime.timedelta(minutes=self.rng.choice([0, 60, -330])))

    def _decimal(self, shape):
        return decimal.Decimal(self.rng.randrange(-100000, 100000)).scaleb(-self.rng.randrange(0, 5))

    def _fraction(self, shape):
        return fractions.Fraction(self.rng.randrange(-50, 50), self.rng.randrange(1, 20))

    def _uuid(self, shape):
        return uuid.UUID(int=self.rng.getrandbits(128))

    def _pattern(self, shape):
        return re.compile(self.rng.choice([r"\d+", r"[a-z]+", r"(\w+)=(\w+)", r"w\d", r"\s+"]))

    def _match(self, shape):
        return re.match(r"(\w+)=(\w*)", "k%d=v" % self.rng.randrange(9))

    def _text(self):
        return "".join("%s\n" % self._str({}) if self.numeric else "line %d,%s\n" % (at, self._str({})) for at in range(self.length()))

    def _textio(self, shape):
        return io.StringIO(self._text())

    def _binaryio(self, shape):
        return io.BytesIO(self._text().encode("utf-8", "replace"))

    def _path(self, shape):
        self._files += 1
        path = os.path.join(self.folder, "file%d.txt" % self._files)
        with open(path, "w", encoding="utf-8", errors="replace") as file:
            file.write(self._text())
        return pathlib.Path(path)

    def _pathtext(self, shape):
        return str(self._path(shape))

    def _range(self, shape):
        return range(self.rng.randrange(0, 5), self.length())

    def _slice(self, shape):
        return slice(self.rng.randrange(0, 3), self.rng.choice([None, self.length()]))

    def _logger(self, shape):
        return logging.getLogger("lever.case")

    def _random(self, shape):
        return _Random(self.rng.getrandbits(32))

    def _type(self, shape):
        return self.rng.choice([int, str, list])

    def _exception(self, shape):
        return find(shape["class"])("text %d" % self.rng.randrange(9))

    # Containers

    def _list(self, shape):
        return self.many(shape["of"][0])

    def _sequence(self, shape):
        made = self.many(shape["of"][0])
        return tuple(made) if not self.exact and self.rng.random() < 0.2 else made

    def _collection(self, shape):
        return self._sequence(shape)

    def _iterable(self, shape):
        made = self.many(shape["of"][0])
        chance = self.rng.random() if not self.exact else 0
        return made if chance < 0.6 else tuple(made) if chance < 0.75 else self._shot(made)

    def _shot(self, items):
        shot = OneShot(items)
        self.oneshots.append(shot)
        return shot

    def _iterator(self, shape):
        return self._shot(self.many(shape["of"][0]))

    def _asynciterator(self, shape):
        items = self.many(shape["of"][0])

        async def produce():
            for item in items:
                yield item
        return produce()

    def _awaitable(self, shape):
        value = self.make(shape["of"][0])

        async def produce():
            return value
        return produce()

    def _vartuple(self, shape):
        return tuple(self.many(shape["of"][0]))

    def _tuple(self, shape):
        return tuple(self.make(one) for one in shape["of"])

    def _set(self, shape):
        return self._hashed(set, shape)

    def _frozenset(self, shape):
        return self._hashed(frozenset, shape)

    def _hashed(self, kind, shape):
        try:
            return kind(self.many(shape["of"][0]))
        except TypeError:
            raise CannotMake("elements of a set that cannot be hashed") from None

    def _dict(self, shape):
        keys = self.many(shape["of"][0])
        try:
            return {key: self.make(shape["of"][1]) for key in keys}
        except TypeError:
            raise CannotMake("keys of a dict that cannot be hashed") from None

    def _ordereddict(self, shape):
        return collections.OrderedDict(self._dict(shape))

    def _defaultdict(self, shape):
        factory = {"list": list, "int": int, "set": set, "dict": dict, "str": str, "float": float}.get(shape["of"][1]["k"], int)
        return collections.defaultdict(factory, self._dict(shape))

    def _counter(self, shape):
        return collections.Counter(self.many(shape["of"][0]))

    def _deque(self, shape):
        return collections.deque(self.many(shape["of"][0]))

    def _array(self, shape):
        return array.array("d" if shape["of"][0]["k"] == "float" else "q", self.many(shape["of"][0]))

    def _keys(self, shape):
        return {key: 1 for key in self.many(shape["of"][0])}.keys()

    def _values(self, shape):
        return dict(enumerate(self.many(shape["of"][0]))).values()

    def _items(self, shape):
        return self._dict(shape).items()

    def _typeddict(self, shape):
        return {name: self.make(one) for name, one in shape["fields"].items() if name in shape["required"] or self.rng.random() < 0.7}

    def _class(self, shape):
        trouble = None
        for _ in range(4):
            args, kwargs = self.arguments(shape["init"])
            try:
                return self._filled(find(shape["class"])(*args, **kwargs), shape)
            except Exception as reason:
                trouble = reason
        raise CannotMake("%s refuses generated arguments: %s" % (shape["class"], trouble))

    def _having(self, shape):
        return StandIn({name: self.make(inner) for name, inner in sorted(shape["of"].items())})

    def _filled(self, made, shape):
        """An object that starts empty is given as much as a list would hold, unless it refuses."""
        filling = shape.get("fill")
        if filling is None or not self.exact and self.rng.random() < 0.2:
            return made
        try:
            for _ in range(self.length()):
                getattr(made, filling["method"])(*[self.make(one) for one in filling["of"]])
        except Exception:
            pass
        return made

    def _callable(self, shape):
        """A function without effects whose answer follows from its arguments; what it was asked is kept."""
        calls, returns = self.calls, shape["of"][0] if shape.get("of") else {"k": "unknown"}
        silent, salt, base, maker = returns["k"] == "none", self.rng.getrandbits(16), self.base, Maker

        def function(*args, **kwargs):
            if silent:
                if len(calls) < 1000:
                    calls.append(copy.copy(args))
                return None
            number = _crc(repr(args).encode("utf-8", "backslashreplace"), salt)
            if returns["k"] == "bool":
                return number % 2 == 0
            if returns["k"] in ("int", "unknown", "any", "hashable"):
                return number % 50
            inner = maker(number, 4, {})
            inner.base = base
            return inner.make(returns)
        return function

    # Calls

    def arguments(self, parameters, given=None):
        """Arguments of a call; `given` fixes some by name."""
        args, kwargs, given = [], {}, given or {}
        omit = self.exact or self.rng.random() < 0.4
        skipping = False
        for one in parameters:
            name, kind = one["name"], one["kind"]
            if name in given:
                value = given[name]()
            elif "shape" not in one or (omit and one.get("default")):
                skipping = skipping or kind == "positional"
                continue
            elif kind == "rest":
                value = None if self.exact else [self.make(one["shape"]) for _ in range(self.rng.randrange(0, 4))]
                value = [self.make(one["shape"]) for _ in range(3)] if value is None else value
                if not skipping:
                    args.extend(value)
                continue
            elif kind == "names":
                kwargs.update({"extra%d" % at: self.make(one["shape"]) for at in range(self.rng.randrange(0, 3))})
                continue
            else:
                value = self.make(one["shape"])
            if kind == "positional" and not skipping:
                args.append(value)
            elif kind in ("positional", "named"):
                kwargs[name] = value
        return args, kwargs


def nasties(shape, hashable=False):
    """Pairs of a name and a way to make a nasty value of a shape; the names of those outside of it start with `outside`."""
    kind, found = shape["k"], []

    def add(name, make):
        found.append((name, make))

    if kind in ("unknown", "any", "hashable"):
        shape_kinds = ["str", "int", "float"]
        for one in shape_kinds:
            found.extend(pair for pair in nasties({"k": one}) if not pair[0].startswith("outside"))
        add("None", lambda m: None)
        add("tuple", lambda m: (1, "a"))
        add("element that counts comparisons", lambda m: Counted(m.rng.randrange(3)))
        add("outside: unhashable" if kind == "hashable" or hashable else "unhashable", lambda m: [1])
    if kind in ("int", "bool"):
        for value in (_NASTY_INTS if kind == "int" else []):
            add(str(value), lambda m, value=value: value)
        if kind == "int":
            add("True", lambda m: True)
            add("int of a subclass", lambda m: PlainInt(5))
            add("outside: float", lambda m: 2.5)
            add("outside: operators overridden", lambda m: OddInt(3))
        add("outside: None", lambda m: None)
        add("outside: unhashable", lambda m: [1])
    elif kind == "float":
        for value in _NASTY_FLOATS:
            add(repr(value), lambda m, value=value: value)
        add("int for float", lambda m: 3)
        add("large int for float", lambda m: 2 ** 60)
        add("outside: operators overridden", lambda m: OddFloat(3))
        add("outside: None", lambda m: None)
    elif kind == "str":
        for value in _NASTY_TEXTS:
            add(ascii(value), lambda m, value=value: value)
        for value in _TEXTS[:6]:
            add(ascii(value), lambda m, value=value: value)
        add("long", lambda m: "ab 1" * 500)
        add("str of a subclass", lambda m: PlainStr("abc"))
        add("outside: None", lambda m: None)
        add("outside: bytes", lambda m: b"12")
        add("outside: operators overridden", lambda m: OddStr("ab"))
        add("outside: unhashable", lambda m: ["a"])
    elif kind == "bytes":
        for value in (b"", b"\x00", b"\xff\xfe", b"12", b" a \r\n", b"x" * 2000):
            add(ascii(value[:20]), lambda m, value=value: value)
        add("outside: str", lambda m: "12")
        add("outside: bytearray", lambda m: bytearray(b"ab"))
    elif kind == "union":
        for one in shape["of"]:
            found.extend(nasties(one))
    elif kind == "literal":
        for pair in shape["values"]:
            add(repr(pair[1]), lambda m, pair=pair: pair[1])
        add("outside: other value", lambda m: "no such choice")
    elif kind == "enum":
        add("outside: other value", lambda m: "no such choice")
    elif kind == "none":
        pass
    elif kind in ("list", "sequence", "collection", "iterable", "deque", "vartuple", "iterator", "set", "frozenset"):
        _nasty_sequence(shape, kind, add)
    elif kind in ("dict", "ordereddict", "defaultdict", "counter"):
        _nasty_dict(shape, kind, add)
    elif kind == "tuple":
        for at, inner in enumerate(shape["of"]):
            for name, make in nasties(inner):
                add(_within("element %d" % at, name),
                    lambda m, at=at, make=make: tuple(make(m) if k == at else m.make(one) for k, one in enumerate(shape["of"])))
    elif kind == "typeddict":
        for field, inner in shape["fields"].items():
            for name, make in nasties(inner)[:6]:
                add(_within("field %s" % field, name), lambda m, field=field, make=make: dict(m.make(shape), **{field: make(m)}))
    elif kind == "having":
        for field, inner in sorted(shape["of"].items()):
            for name, make in nasties(inner)[:6]:
                add(_within("attribute %s" % field, name), lambda m, field=field, make=make: _stand_in(m, shape, field, make))
    elif kind == "class":
        for one in shape["init"]:
            for name, make in nasties(one["shape"]) if "shape" in one and one["kind"] in ("positional", "named") else []:
                add(_within("its %s" % one["name"], name), lambda m, one=one, make=make: _instance(m, shape, {one["name"]: lambda: make(m)}))
    elif kind == "textio":
        for text in ("", "\n", "no end of line", "a\r\nb\rc\x0bd\u2028e\n", "\n\n\n"):
            add(ascii(text), lambda m, text=text: io.StringIO(text, newline=""))
        add("not at its start", lambda m: _seeked(io.StringIO("one\ntwo\nthree\n"), 4))
    elif kind == "binaryio":
        for data in (b"", b"\n", b"no end", b"\xff\xfe\n"):
            add(ascii(data), lambda m, data=data: io.BytesIO(data))
    elif kind == "path":
        add("no such file", lambda m: pathlib.Path(m.folder, "missing.txt"))
        add("a folder", lambda m: pathlib.Path(m.folder))
    elif kind == "pathtext":
        add("no such file", lambda m: os.path.join(m.folder, "missing.txt"))
        add("a folder", lambda m: m.folder)
    elif kind == "datetime":
        add("first", lambda m: datetime.datetime.min)
        add("last", lambda m: datetime.datetime.max)
        add("fold", lambda m: datetime.datetime(2024, 10, 27, 2, 30, fold=1))
    elif kind == "decimal":
        for text in ("NaN", "-0", "Infinity", "1E+50", "0.10"):
            add(text, lambda m, text=text: decimal.Decimal(text))
    return found


_LONG_LISTS = {"list": list, "sequence": list, "collection": list, "iterable": list, "vartuple": tuple, "deque": collections.deque, "set": set, "frozenset": frozenset}


def aimed(shape, pool):
    """Values that the constants of the code point at: those themselves, and lengths around them."""
    kind, found = shape["k"], []
    if kind == "union":
        return [pair for one in shape["of"] for pair in aimed(one, pool)]
    if kind == "int":
        found += [(str(value), lambda m, value=value: value) for one in pool.get("ints", []) for value in (one - 1, one, one + 1)]
    if kind == "float":
        found += [(repr(value), lambda m, value=value: value) for value in pool.get("floats", []) + [float(one) for one in pool.get("ints", [])]]
    if kind in ("str", "unknown", "any", "hashable"):
        found += [(ascii(value), lambda m, value=value: value) for value in pool.get("strs", [])]
    lengths = sorted({n for one in pool.get("sizes", []) if one > 1 for n in (one - 1, one, one + 1) if n <= 1200})
    if kind == "str":
        for n in lengths:
            found.append(("%d digits" % n, lambda m, n=n: "".join(m.rng.choice("0123456789") for _ in range(n))))
            found.append(("%d letters" % n, lambda m, n=n: "".join(m.rng.choice("abc xyz") for _ in range(n))))
    if kind in _LONG_LISTS:
        wrap = _LONG_LISTS[kind]
        found += [("%d elements" % n, lambda m, n=n: wrap(m.many(shape["of"][0], n))) for n in lengths]
        inner = [(name, make) for name, make in aimed(shape["of"][0], pool)] if shape["of"][0]["k"] in ("int", "str", "float") else []
        found += [("element " + name, lambda m, make=make: wrap(m.many(shape["of"][0], 2) + [make(m)] + m.many(shape["of"][0], 1))) for name, make in inner
                  if "letters" not in name and "digits" not in name]
    return found


def _stand_in(maker, shape, field, make):
    made = maker.make(shape)
    setattr(made, field, make(maker))
    return made


def _seeked(file, position):
    file.seek(position)
    return file


def _instance(maker, shape, given):
    args, kwargs = maker.arguments(shape["init"], given)
    try:
        return find(shape["class"])(*args, **kwargs)
    except Exception as trouble:
        raise CannotMake(str(trouble)) from None


def _within(where, name):
    return "outside: %s: %s" % (where, name[9:]) if name.startswith("outside: ") else "%s: %s" % (where, name)


def _nasty_sequence(shape, kind, add):
    inner = shape["of"][0]
    wrap = {"deque": collections.deque, "vartuple": tuple, "set": set, "frozenset": frozenset}.get(kind, list)

    def built(m, items):
        if kind == "iterator":
            return m._shot(items)
        try:
            return wrap(items)
        except TypeError:
            raise CannotMake("unhashable element") from None

    add("empty", lambda m: built(m, []))
    add("one element", lambda m: built(m, m.many(inner, 1)))
    add("two elements", lambda m: built(m, m.many(inner, 2)))
    add("one element over and over", lambda m: built(m, m.many(inner, 1) * 7))
    add("every element twice", lambda m: built(m, (lambda some: some + some[::-1])(m.many(inner, 5))))
    add("many elements", lambda m: built(m, m.many(inner, 300)))
    if inner["k"] in ("int", "float", "str"):
        add("sorted", lambda m: built(m, sorted(m.many(inner, 9))))
        add("sorted downwards", lambda m: built(m, sorted(m.many(inner, 9), reverse=True)))
    if inner["k"] in ("list", "dict", "set", "class", "deque"):
        add("the same object twice", lambda m: built(m, (lambda one: [one, m.make(inner), one])(m.make(inner))))
    if kind in ("list", "sequence", "iterable", "collection"):
        add("list of a subclass", lambda m: PlainList(m.many(inner, 4)))
        add("outside: list with other operators", lambda m: OddList(m.many(inner, 4)))
        add("outside: None", lambda m: None)
    if kind in ("list", "sequence"):
        add("outside: one-shot iterator", lambda m: m._shot(m.many(inner, 5)))
    if kind == "list":
        add("outside: tuple", lambda m: tuple(m.many(inner, 4)))
    if kind in ("sequence", "iterable", "collection"):
        add("tuple", lambda m: tuple(m.many(inner, 4)))
    if kind == "iterable":
        add("one-shot iterator", lambda m: m._shot(m.many(inner, 6)))
        add("empty one-shot iterator", lambda m: m._shot([]))
        add("generator", lambda m: (one for one in m.many(inner, 5)))
        if inner["k"] == "str":
            add("text", lambda m: "abcabc")
    if inner["k"] in ("int", "float", "unknown", "any"):
        add(_within("elements", "outside: 1, True and 1.0" if inner["k"] == "int" else "1, True and 1.0"), lambda m: built(m, [1, True, 1.0, 2]))
    if inner["k"] in ("float", "unknown", "any"):
        nan = float("nan")
        add("the same NaN twice", lambda m: built(m, [nan, 1.0, nan]))
        add("two NaNs", lambda m: built(m, [float("nan"), 1.0, float("nan")]))
        add("0.0 and -0.0", lambda m: built(m, [0.0, -0.0, 1.0]))
        add("-0.0 and 0.0", lambda m: built(m, [-0.0, 0.0]))
        for at, where in ((0, "first"), (2, "after the largest"), (1, "before the largest"), (4, "last")):
            add("NaN " + where, lambda m, at=at: built(m, (lambda some: some[:at] + [float("nan")] + some[at:])([2.0, 9.5, -3.0, 4.0])))
        add("floats whose sum follows their order", lambda m: built(m, [1e16, 1.0, -1e16, 0.1, 0.2, 0.3]))
    if inner["k"] in ("unknown", "any", "hashable"):
        add("elements that count comparisons", lambda m: built(m, [Counted(at % 3) for at in range(7)]))
    for name, make in nasties(inner, kind in ("set", "frozenset")):
        add(_within("element", name), lambda m, make=make: built(m, m.many(inner, 3) + [make(m)] + m.many(inner, 2)))
        add(_within("first element", name), lambda m, make=make: built(m, [make(m)] + m.many(inner, 3)))
        add(_within("last element, twice", name), lambda m, make=make: built(m, m.many(inner, 1) + (lambda one: [one, one])(make(m))))


def _nasty_dict(shape, kind, add):
    if kind == "counter":
        add("empty", lambda m: collections.Counter())
        return
    key, value = shape["of"][:2]

    def built(m, pairs):
        if kind == "defaultdict":
            made = m.make(shape)
            made.clear()
        else:
            made = collections.OrderedDict() if kind == "ordereddict" else {}
        try:
            made.update(pairs)
        except TypeError:
            raise CannotMake("unhashable key") from None
        return made

    add("empty", lambda m: built(m, []))
    add("one entry", lambda m: built(m, [(m.make(key), m.make(value))]))
    add("many entries", lambda m: built(m, [(m.make(key), m.make(value)) for _ in range(200)]))
    if kind == "dict":
        add("dict of a subclass", lambda m: PlainDict(m.make(shape)))
        add("defaultdict", lambda m: collections.defaultdict(int, m.make(shape)))
        add("outside: None", lambda m: None)
    if value["k"] in ("list", "dict", "set", "class"):
        add("the same value twice", lambda m: built(m, (lambda one: [(m.make(key), one), (m.make(key), one)])(m.make(value))))
    for name, make in nasties(key, True):
        if "unhashable" not in name:
            add(_within("key", name), lambda m, make=make: built(m, [(m.make(key), m.make(value)), (make(m), m.make(value))]))
    for name, make in nasties(value):
        add(_within("value", name), lambda m, make=make: built(m, [(m.make(key), m.make(value)), (m.make(key), make(m))]))
