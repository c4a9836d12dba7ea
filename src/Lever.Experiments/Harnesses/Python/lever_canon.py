"""Values as graphs that two processes can compare: exact types, exact floats, sharing kept, nothing that depends on addresses."""
import collections
import datetime
import decimal
import enum
import fractions
import hashlib
import io
import json
import pathlib
import re
import types
import uuid

_address = re.compile(r" at 0x[0-9a-fA-F]{6,}")
_dumps = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True).encode
_LONG = 4000
_WIDE = 20000
_plain = {type(None): "NoneType", bool: "bool", int: "int", float: "float", complex: "complex", str: "str", bytes: "bytes"}
_functions = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.WrapperDescriptorType,
              types.MethodDescriptorType, types.MethodWrapperType, types.ClassMethodDescriptorType)
_values = (datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo, decimal.Decimal, fractions.Fraction,
           uuid.UUID, range, slice, type(Ellipsis), type(NotImplemented))


def type_name(kind):
    module, name = getattr(kind, "__module__", None), getattr(kind, "__qualname__", None) or kind.__name__
    return name if module in (None, "builtins") else "%s.%s" % (module, name)


def steady(text):
    """A text without the addresses of this process."""
    return _address.sub(" at 0x?", text)


def cut(text):
    if len(text) <= _LONG:
        return text
    return "%s... (%d characters, sha256 %s)" % (text[:200], len(text), hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest())


def escaped(text):
    return cut(steady(text).encode("unicode_escape").decode("ascii"))


def scalar_text(value):
    kind = type(value)
    if kind is float:
        return float.hex(value)
    if kind is complex:
        return "%s %s" % (float.hex(value.real), float.hex(value.imag))
    if kind is str:
        return escaped(value)
    if kind is int:
        return cut(repr(value) if -10 ** 100 < value < 10 ** 100 else hex(value))
    if kind is bytes:
        return cut(repr(value)[2:-1])
    return repr(value)


_DEEP_SETS = 1


class OneShot:
    """An iterator that knows how much of it was taken."""

    def __init__(self, items):
        self._items = list(items)
        self.taken = 0
        self.ended = False

    def __iter__(self):
        return self

    def __repr__(self):
        return "iter(%r)" % (self._items,)

    def __next__(self):
        if self.taken >= len(self._items):
            self.ended = True
            raise StopIteration
        item = self._items[self.taken]
        self.taken += 1
        return item


def _is_plain(kind):
    """Whether attributes and slots are all that instances hold: a type written in C keeps more than those, out of sight."""
    slots = 0
    for owner in kind.__mro__:
        own = owner.__dict__.get("__slots__", ())
        slots += len([name for name in ((own,) if isinstance(own, str) else own) if name not in ("__dict__", "__weakref__")])
    return kind.__basicsize__ - object.__basicsize__ - 8 * slots <= 16 and bool(kind.__flags__ & (1 << 9))


class Graph:
    """Nodes in order of creation. A child is either a scalar, written out, or the number of a node."""

    def __init__(self, limit=60000, consume=False, folder=None, depth=0):
        self._depth = depth
        self.nodes = []
        self.opaque = []
        self.full = False
        self._limit = limit
        self._consume = consume
        self._folder = folder
        self._seen = {}
        self._keep = []
        self._pending = collections.deque()

    def add(self, value):
        reference = self._reference(value)
        while self._pending:
            node, value = self._pending.popleft()
            if len(self.nodes) > self._limit:
                node["k"], self.full = "cut", True
                continue
            try:
                self._fill(node, value)
            except Exception as trouble:
                self._unknown(node, "cannot be read: " + type_name(type(trouble)))
        return reference

    def text(self):
        return _dumps(self.nodes)

    def _reference(self, value):
        kind = type(value)
        if kind in _plain:
            text = scalar_text(value)
            if self._folder and kind is str:
                text = text.replace(self._folder, "<folder>")
            return [_plain[kind], text]
        if isinstance(value, type):
            return ["type", type_name(value)]
        if isinstance(value, types.ModuleType):
            return ["module", value.__name__]
        if isinstance(value, enum.Enum):
            return [type_name(kind), str(value.name if value.name is not None else value.value)]
        if isinstance(value, pathlib.PurePath):
            text = str(value)
            return [type_name(kind), escaped(text.replace(self._folder, "<folder>") if self._folder else text)]
        if kind in _values or (isinstance(value, _values) and not hasattr(value, "__dict__")):
            return [type_name(kind), cut(repr(value))]
        if kind is re.Pattern:
            return ["re.Pattern", "%s flags %d" % (ascii(value.pattern), value.flags)]
        owner = getattr(value, "__self__", None) if isinstance(value, types.BuiltinFunctionType) else None
        if isinstance(value, _functions) and (owner is None or isinstance(owner, (type, types.ModuleType))) and "<locals>" not in getattr(value, "__qualname__", "<locals>"):
            return ["function", "%s.%s" % (getattr(value, "__module__", None), value.__qualname__)]
        known = self._seen.get(id(value))
        if known is not None:
            return known
        number = len(self.nodes)
        node = {"k": "opaque", "t": type_name(kind)}
        self.nodes.append(node)
        self._seen[id(value)] = number
        self._keep.append(value)
        self._pending.append((node, value))
        return number

    def _unknown(self, node, why=""):
        node["k"] = "opaque"
        node.pop("c", None)
        if why:
            node["x"] = why
        self.opaque.append(node["t"])

    def _children(self, values):
        return [self._reference(value) for value in values]

    def _sequence(self, node, items):
        if len(items) > _WIDE:
            texts = [str(self._reference(item)) for item in items]
            node["k"] = "big"
            node["x"] = "%d items" % len(items)
            node["c"] = [["sha256", hashlib.sha256("\n".join(texts).encode()).hexdigest()],
                         ["sha256", hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()]]
            return
        node["c"] = self._children(items)

    def _sorted(self, items):
        """Sets have no order that is theirs: their elements are ordered by their own records."""
        keyed = []
        for item in items:
            inner = Graph(200, False, self._folder, self._depth + 1)
            reference = inner.add(item)
            keyed.append((_dumps([reference, inner.nodes]), item))
        keyed.sort(key=lambda pair: pair[0])
        return [item for _, item in keyed]

    def _attributes(self, value):
        found = {}
        for name, held in (getattr(value, "__dict__", None) or {}).items():
            found[str(name)] = held
        for owner in type(value).__mro__:
            slots = owner.__dict__.get("__slots__", ())
            for name in ((slots,) if isinstance(slots, str) else slots):
                if name in ("__dict__", "__weakref__"):
                    continue
                if name.startswith("__") and not name.endswith("__"):
                    name = "_%s%s" % (owner.__name__.lstrip("_"), name)
                descriptor = owner.__dict__.get(name)
                if descriptor is None or not hasattr(type(descriptor), "__get__"):
                    continue
                try:
                    found[name] = descriptor.__get__(value, owner)
                except AttributeError:
                    pass
        return sorted(found.items())

    def _fill(self, node, value):
        kind = type(value)
        if kind in (list, tuple, collections.deque):
            node["k"] = "seq"
            if kind is not tuple:
                node["i"] = 1
            self._sequence(node, list(value))
        elif kind in (set, frozenset):
            node["k"] = "set"
            if kind is set:
                node["i"] = 1
            if self._depth >= _DEEP_SETS:
                # Objects in sets that lead to further sets, and so on: each level would cost as much again for every element.
                node["c"] = sorted([_plain[type(one)], scalar_text(one)] if type(one) in _plain else [type_name(type(one)), ""] for one in value)
                return
            self._sequence(node, self._sorted(value))
            if node["k"] == "big":
                node["c"][0] = node["c"][1]
        elif kind in (dict, collections.OrderedDict, collections.Counter):
            node["k"], node["i"] = "map", 1
            self._sequence(node, [part for pair in value.items() for part in pair])
        elif kind is OneShot:
            node["k"], node["c"] = "obj", [["int", str(value.taken)], ["bool", repr(value.ended)]]
            node["n"], node["i"] = ["taken", "ended"], 1
        elif kind in (bytearray, memoryview):
            node["k"], node["i"] = "seq", 1
            node["c"] = [["bytes", cut(repr(bytes(value)))]]
        elif isinstance(value, (type({}.keys()), type({}.items()), type({}.values()))):
            node["k"], node["i"] = "seq", 1
            self._sequence(node, list(value))
        elif isinstance(value, BaseException):
            self._exception(node, value)
        elif isinstance(value, io.IOBase):
            self._file(node, value)
        elif kind is re.Match:
            node["k"] = "seq"
            node["c"] = self._children([value.re, value.string, value.regs, value.lastindex])
        elif hasattr(kind, "__next__") and hasattr(kind, "__iter__"):
            self._iterator(node, value)
        elif isinstance(value, (types.MethodType, types.BuiltinFunctionType)):
            node["k"], node["n"] = "obj", ["function", "self"]
            node["c"] = self._children([getattr(value, "__func__", value.__name__), value.__self__])
        elif isinstance(value, (types.FunctionType, types.CoroutineType, types.AsyncGeneratorType, types.FrameType, types.CodeType)):
            self._unknown(node)
        else:
            self._object(node, value)

    def _exception(self, node, value):
        node["k"], node["n"] = "exc", ["args", "cause"]
        cause = value.__cause__
        children = [value.args, type(cause) if cause is not None else None]
        for name, held in sorted((getattr(value, "__dict__", None) or {}).items()):
            node["n"].append(name)
            children.append(held)
        node["c"] = self._children(children)

    def _file(self, node, value):
        node["k"], node["i"], names, held = "obj", 1, ["closed"], [bool(value.closed)]
        if not value.closed:
            try:
                names.append("position")
                held.append(value.tell())
            except Exception:
                held.append(None)
            if isinstance(value, (io.StringIO, io.BytesIO)):
                names.append("content")
                held.append(value.getvalue())
        node["n"], node["c"] = names, self._children(held)

    def _iterator(self, node, value):
        node["i"] = 1
        if not self._consume:
            node["k"] = "iter"
            return
        items, end = [], "end"
        try:
            while len(items) < 2000:
                items.append(next(value))
            end = "more"
        except StopIteration:
            pass
        except Exception as trouble:
            end = "raises " + type_name(type(trouble))
            items.append(trouble)
        node["k"], node["x"], node["c"] = "iter", end, self._children(items)

    def _object(self, node, value):
        kind = type(value)
        names, held = [], []
        for base in (list, tuple, dict, set, frozenset, collections.deque, str, bytes, bytearray, int, float, complex):
            if not isinstance(value, base):
                continue
            names.append("<%s>" % base.__name__)
            if base is dict:
                held.append(dict(dict.items(value)))
            elif base is str:
                held.append(str.__str__(value) if type(str.__str__(value)) is str else "".join(str.__iter__(value)))
            elif base is int:
                held.append(int.__add__(value, 0))
            elif base is float:
                held.append(float.__add__(value, 0.0) if value == value and float.__abs__(value) > 0 else float.fromhex(float.hex(value)))
            elif base is complex:
                held.append(complex.__add__(value, 0j))
            elif base in (bytes, bytearray):
                held.append(base.__getitem__(value, slice(None)))
            else:
                held.append(base(base.__iter__(value)))
            break
        base_known = bool(names)
        for name, part in self._attributes(value):
            names.append(name)
            held.append(part)
        if isinstance(value, collections.defaultdict):
            names.append("<default_factory>")
            held.append(value.default_factory)
        if base_known or _is_plain(kind):
            if not (isinstance(value, (tuple, str, bytes, int, float, complex, frozenset)) and len(names) == 1):
                node["i"] = 1
            node["k"], node["n"], node["c"] = "obj", names, self._children(held)
            return
        try:
            reduced = value.__reduce_ex__(4)
        except Exception:
            return self._unknown(node)
        if isinstance(reduced, str):
            node["k"], node["x"] = "named", reduced
            return
        node["k"], node["i"], node["n"] = "obj", 1, ["made by", "from", "state", "items", "pairs"][:len(reduced)]
        parts = list(reduced[:5])
        for at in (3, 4):
            if len(parts) > at and parts[at] is not None:
                parts[at] = list(parts[at])
        node["c"] = self._children(parts)


def digest(value, limit=60000):
    graph = Graph(limit)
    reference = graph.add(value)
    return hashlib.sha256(_dumps([reference, graph.nodes]).encode("ascii")).hexdigest()[:24]


def record_text(value, limit=3000, folder=None):
    graph = Graph(limit, False, folder)
    reference = graph.add(value)
    return _dumps([reference, graph.nodes] if graph.nodes else reference)
