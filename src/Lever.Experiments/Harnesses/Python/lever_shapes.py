"""What a parameter takes, read from annotations into plain data that means the same to both versions of a project."""
import ast
import builtins
import collections
import dataclasses
import enum
import inspect
import sys
import types
import typing

_SIMPLE = {
    "int": "int", "float": "float", "str": "str", "bytes": "bytes", "bool": "bool", "complex": "complex", "None": "none",
    "NoneType": "none", "bytearray": "bytearray", "memoryview": "memoryview", "object": "any", "Any": "any", "AnyStr": "str",
    "Hashable": "hashable", "SupportsInt": "int", "SupportsFloat": "float", "SupportsIndex": "int", "Sized": "sized",
    "date": "date", "datetime": "datetime", "time": "time", "timedelta": "timedelta", "timezone": "timezone", "tzinfo": "timezone",
    "Path": "path", "PurePath": "path", "PosixPath": "path", "PathLike": "path", "StrPath": "pathtext", "Decimal": "decimal", "Fraction": "fraction",
    "UUID": "uuid", "Pattern": "pattern", "Match": "match", "TextIO": "textio", "StringIO": "textio", "TextIOWrapper": "textio", "TextIOBase": "textio",
    "BinaryIO": "binaryio", "BytesIO": "binaryio", "range": "range", "slice": "slice", "ByteString": "bytes", "Buffer": "bytes",
    "LiteralString": "str", "Number": "float", "Real": "float", "Integral": "int", "Rational": "fraction", "Logger": "logger",
    "Random": "random",
}
_HOLDING = {
    "list": "list", "List": "list", "set": "set", "Set": "set", "frozenset": "frozenset", "FrozenSet": "frozenset",
    "AbstractSet": "set", "MutableSet": "set", "dict": "dict", "Dict": "dict", "Mapping": "dict", "MutableMapping": "dict",
    "OrderedDict": "ordereddict", "DefaultDict": "defaultdict", "defaultdict": "defaultdict", "Counter": "counter",
    "deque": "deque", "Deque": "deque", "Sequence": "sequence", "MutableSequence": "list", "Collection": "collection",
    "Container": "collection", "Reversible": "sequence", "Iterable": "iterable", "Iterator": "iterator", "Generator": "iterator",
    "KeysView": "keys", "ValuesView": "values", "ItemsView": "items", "AsyncIterable": "asynciterator",
    "AsyncIterator": "asynciterator", "AsyncGenerator": "asynciterator", "tuple": "tuple", "Tuple": "tuple", "type": "type", "Type": "type",
    "Callable": "callable", "Awaitable": "awaitable", "Coroutine": "awaitable", "array": "array", "IO": "io",
}
_FILLING = ("add", "append", "push", "put", "enqueue", "insert", "offer", "add_node", "add_edge", "addEdge", "register")
_DEEP = 6


class Unknown(Exception):
    """A type for which no values can be made; its text says why."""


def class_path(kind):
    return "%s:%s" % (kind.__module__, kind.__qualname__)


class Shapes:
    """Reads types in the names of one module."""

    def __init__(self, module, hints=None):
        self._names, self._module, self._hints = vars(module), module.__name__, hints or {}
        self._within = []

    def of(self, annotation):
        if isinstance(annotation, str):
            return self.of_text(annotation)
        if annotation is None or annotation is type(None):
            return {"k": "none"}
        if annotation is inspect.Parameter.empty:
            raise Unknown("it has no annotation")
        if isinstance(annotation, typing.TypeVar):
            return self._type_variable(annotation)
        forward = getattr(annotation, "__forward_arg__", None)
        if forward is not None:
            return self.of_text(forward)
        supertype = getattr(annotation, "__supertype__", None)
        if supertype is not None:
            return self.of(supertype)
        if type(annotation).__name__ == "TypeAliasType":
            return self.of(annotation.__value__)
        origin = getattr(annotation, "__origin__", None)
        if origin is None and type(annotation).__name__ == "UnionType":
            origin = typing.Union
        if origin is None:
            return self._plain(annotation)
        arguments = getattr(annotation, "__args__", ()) or ()
        if type(annotation).__name__ in ("_AnnotatedAlias",):
            return self.of(origin)
        if any(isinstance(one, typing.TypeVar) for one in arguments) and sys.version_info < (3, 9):
            arguments = tuple(one for one in arguments if not isinstance(one, typing.TypeVar) or one.__name__ not in ("T", "KT", "VT", "T_co", "KT_co", "VT_co", "CT_co", "T_contra", "V_co"))
        return self._applied(origin, list(arguments), [lambda one=one: self.of(one) for one in arguments])

    def of_text(self, text):
        try:
            return self._of_tree(ast.parse(text.strip(), mode="eval").body)
        except (SyntaxError, ValueError):
            raise Unknown("its annotation `%s` cannot be read" % text) from None

    def of_value(self, value):
        """The type of a default value, as far as it says anything."""
        kind = type(value)
        if value is None:
            raise Unknown("its default None says nothing about other values")
        if kind in (list, set, dict, tuple, frozenset):
            return self._applied(kind, [], [])
        return self._plain(kind)

    def of_instance(self, kind):
        """How to make an instance of a class of the project."""
        path = class_path(kind)
        if issubclass(kind, enum.Enum):
            if not len(kind):
                raise Unknown("the enumeration %s has no members" % kind.__name__)
            return {"k": "enum", "class": path}
        if self._within.count(path) > 1 or len(self._within) > _DEEP:
            raise Unknown("%s holds itself without end" % kind.__name__)
        self._within.append(path)
        try:
            return self._made(kind, path)
        finally:
            self._within.pop()

    def _made(self, kind, path):
        if getattr(kind, "__total__", None) is not None and issubclass(kind, dict):
            fields = {name: self._in(kind).of(one) for name, one in annotations_of(kind).items()}
            return {"k": "typeddict", "fields": fields, "required": sorted(getattr(kind, "__required_keys__", fields))}
        if issubclass(kind, tuple) and hasattr(kind, "_fields"):
            hints = annotations_of(kind)
            return {"k": "class", "class": path, "init": [
                {"name": name, "kind": "positional", "shape": self._in(kind).of(hints[name]) if name in hints else {"k": "unknown"}} for name in kind._fields]}
        if inspect.isabstract(kind) or getattr(kind, "_is_protocol", False):
            for lower in kind.__subclasses__():
                if not inspect.isabstract(lower):
                    return self.of_instance(lower)
            raise Unknown("%s is abstract" % kind.__name__)
        if issubclass(kind, BaseException):
            return {"k": "exception", "class": path}
        init = kind.__init__ if kind.__init__ is not object.__init__ else kind.__new__
        if init in (object.__init__, object.__new__):
            return {"k": "class", "class": path, "init": []}
        if not isinstance(init, types.FunctionType):
            if kind.__flags__ & (1 << 9) and any(issubclass(kind, base) for base in (list, dict, set, str, int, float, tuple)):
                return {"k": "class", "class": path, "init": []}
            raise Unknown("instances of %s cannot be made from annotations" % type_text(kind))
        try:
            shape = {"k": "class", "class": path, "init": parameters(init, self._in(kind), self.hints_of(init), skip=1, needed=True)}
        except Unknown as trouble:
            raise Unknown("%s cannot be made: %s" % (kind.__name__, trouble)) from None
        filling = self._filling(kind)
        if filling is not None:
            shape["fill"] = filling
        return shape

    def _filling(self, kind):
        """The method that puts one more thing into an instance, for a class that starts empty."""
        for name in _FILLING:
            method = vars(kind).get(name)
            if not isinstance(method, types.FunctionType):
                continue
            try:
                found = [one for one in parameters(method, self._in(kind), self.hints_of(method), skip=1) if "default" not in one]
            except Unknown:
                continue
            if 1 <= len(found) <= 2 and all(one["kind"] == "positional" and "shape" in one for one in found):
                return {"method": name, "of": [one["shape"] for one in found]}
        return None

    def hints_of(self, function):
        """Types guessed for the parameters of a function of this module: `Class.method:parameter`, or the parameter's name alone."""
        if getattr(function, "__module__", None) != self._module:
            return {}
        start = function.__qualname__ + ":"
        return {name[len(start):]: text for name, text in self._hints.items() if name.startswith(start)}

    def _in(self, kind):
        module = sys.modules.get(kind.__module__)
        if module is None:
            return self
        inner = Shapes(module, self._hints if module.__name__ == self._module else None)
        inner._within = self._within
        return inner

    def _type_variable(self, variable):
        bound = getattr(variable, "__bound__", None)
        if bound is not None:
            return self.of(bound)
        constraints = getattr(variable, "__constraints__", ())
        if constraints:
            return self.of(constraints[0])
        return {"k": "unknown"}

    def _plain(self, kind):
        name = getattr(kind, "__name__", None) or getattr(kind, "_name", None) or str(kind)
        module = getattr(kind, "__module__", "")
        if kind is dataclasses.InitVar or type(kind).__name__ == "InitVar":
            return self.of(kind.type)
        ours = isinstance(kind, type) and module not in sys.builtin_module_names and module.split(".")[0] not in _STANDARD
        if not ours and name in _SIMPLE:
            return {"k": _SIMPLE[name]}
        if not ours and name in _HOLDING:
            return self._holding(_HOLDING[name], [])
        if isinstance(kind, type):
            return self.of_instance(kind)
        raise Unknown("no values can be made for the type %s" % type_text(kind))

    def _applied(self, origin, arguments, shapes):
        name = getattr(origin, "__name__", None) or getattr(origin, "_name", None) or str(origin).replace("typing.", "")
        if origin is typing.Union or name in ("Union", "UnionType", "Optional"):
            return self._union([make for make in shapes] + ([lambda: {"k": "none"}] if name == "Optional" else []))
        if name == "Literal":
            return {"k": "literal", "values": [[type(one).__name__, one if not isinstance(one, bytes) else one.decode("latin-1")] for one in arguments
                                               if isinstance(one, (str, int, bool, bytes)) or one is None]}
        if name in ("Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly", "InitVar"):
            return shapes[0]()
        if name in ("Pattern", "Match"):
            return {"k": _SIMPLE[name]}
        if name == "PathLike":
            return {"k": "path"}
        if name in _HOLDING and (not isinstance(origin, type) or origin.__module__.split(".")[0] in _STANDARD):
            kind = _HOLDING[name]
            if kind == "callable":
                return {"k": "callable", "of": [shapes[-1]()] if shapes else []}
            if kind == "tuple" and len(arguments) == 2 and arguments[1] is Ellipsis:
                return {"k": "vartuple", "of": [shapes[0]()]}
            if kind == "tuple" and (arguments == [()]):
                return {"k": "tuple", "of": []}
            if kind == "io":
                return {"k": "binaryio" if arguments and arguments[0] is bytes else "textio"}
            if kind == "type":
                return {"k": "type"}
            return self._holding(kind, [make() for make in shapes])
        if isinstance(origin, type):
            return self.of_instance(origin)
        raise Unknown("no values can be made for the type %s" % name)

    def _holding(self, kind, inner):
        if kind == "tuple" and not inner:
            return {"k": "vartuple", "of": [{"k": "unknown"}]}
        if kind == "io":
            return {"k": "textio"}
        if kind == "awaitable":
            inner = inner[-1:]
        wanted = {"dict": 2, "ordereddict": 2, "defaultdict": 2, "items": 2}.get(kind, 1)
        while kind != "tuple" and kind != "callable" and len(inner) < wanted:
            inner = inner + [{"k": "int"} if kind == "array" else {"k": "unknown"}]
        return {"k": kind, "of": inner if kind == "tuple" else inner[:wanted]}

    def _union(self, makers):
        shapes, trouble = [], None
        for make in makers:
            try:
                shape = make()
            except Unknown as reason:
                trouble = reason
                continue
            if shape not in shapes:
                shapes.append(shape)
        if not shapes or (trouble is not None and shapes == [{"k": "none"}]):
            raise trouble or Unknown("its union is empty")
        return shapes[0] if len(shapes) == 1 else {"k": "union", "of": shapes}

    def _of_tree(self, tree):
        """A type as it is written: works for `list[int]` and `int | None` on versions that cannot evaluate them."""
        if isinstance(tree, ast.Constant):
            if isinstance(tree.value, str):
                return self.of_text(tree.value)
            if tree.value is None:
                return {"k": "none"}
            raise Unknown("its annotation holds %r" % (tree.value,))
        if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.BitOr):
            return self._union([lambda: self._of_tree(tree.left), lambda: self._of_tree(tree.right)])
        if isinstance(tree, ast.Subscript):
            if isinstance(tree.value, ast.Name) and tree.value.id == "Having":
                return self._having(ast.literal_eval(getattr(tree.slice, "value", tree.slice)))
            inner = tree.slice
            inner = getattr(inner, "value", inner) if type(inner).__name__ == "Index" else inner
            parts = list(inner.elts) if isinstance(inner, ast.Tuple) else [inner]
            origin = self._resolve(tree.value)
            arguments = [self._constant(part) for part in parts]
            if isinstance(inner, ast.Tuple) and not inner.elts:
                arguments, parts = [()], []
            name = getattr(origin, "__name__", None) or getattr(origin, "_name", None) or str(origin)
            if name in ("Annotated",):
                parts = parts[:1]
            return self._applied(origin, arguments, [lambda part=part: self._of_tree(part) for part in parts])
        if isinstance(tree, (ast.Name, ast.Attribute)):
            found = self._resolve(tree)
            if isinstance(found, _Named):
                return self._named(found)
            return self.of(found)
        raise Unknown("its annotation cannot be read")

    def _having(self, members):
        """A stand-in for an object of an unknown class: attributes with what their use says of them."""
        shapes = {}
        for name, text in members:
            try:
                shapes[name] = self.of_text(text)
            except Unknown:
                shapes[name] = {"k": "any"}
        return {"k": "having", "of": shapes}

    @staticmethod
    def _constant(tree):
        if isinstance(tree, ast.Constant):
            return tree.value
        if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub) and isinstance(tree.operand, ast.Constant):
            return -tree.operand.value
        if isinstance(tree, ast.Name) and tree.id == "bytes":
            return bytes
        return tree

    def _resolve(self, tree):
        if isinstance(tree, ast.Name):
            if tree.id in self._names:
                return self._names[tree.id]
            return getattr(builtins, tree.id, None) or getattr(typing, tree.id, None) or _Named(tree.id)
        if isinstance(tree, ast.Attribute):
            owner = self._resolve(tree.value)
            return _Named(tree.attr) if isinstance(owner, _Named) else getattr(owner, tree.attr, None) or _Named(tree.attr)
        raise Unknown("its annotation cannot be read")

    def _named(self, named):
        """A name that exists for type checkers alone: the well-known ones are known."""
        if named.__name__ in _SIMPLE:
            return {"k": _SIMPLE[named.__name__]}
        if named.__name__ in _HOLDING:
            return self._holding(_HOLDING[named.__name__], [])
        raise Unknown("its annotation names `%s`, which the module does not have when it runs" % named.__name__)


class _Named:
    def __init__(self, name):
        self.__name__ = name


_STANDARD = {"builtins", "typing", "typing_extensions", "collections", "_collections_abc", "abc", "types", "datetime", "decimal", "_decimal", "_pydecimal",
             "fractions", "uuid", "re", "pathlib", "io", "_io", "os", "array", "numbers", "enum", "contextlib", "logging", "random", "_random"}


def type_text(kind):
    return "`%s`" % (getattr(kind, "__qualname__", None) or str(kind).replace("typing.", ""))


def annotations_of(thing):
    """Annotations, inherited ones too; as text where they cannot be evaluated."""
    found = {}
    owners = reversed(thing.__mro__) if isinstance(thing, type) else [thing]
    for owner in owners:
        try:
            own = (owner.__dict__.get("__annotations__") if sys.version_info < (3, 10) else getattr(owner, "__annotations__", None)) if isinstance(owner, type) \
                else owner.__annotations__
        except Exception:
            import annotationlib
            own = annotationlib.get_annotations(owner, format=annotationlib.Format.STRING)
        found.update(own or {})
    return found


def parameters(function, shapes, hints, skip=0, needed=False):
    """The parameters of a function with their shapes. `needed` leaves out those that have a default and no readable type."""
    written = annotations_of(inspect.unwrap(function))
    found = []
    for at, parameter in enumerate(_signature(function).parameters.values()):
        if at < skip:
            continue
        kind = {0: "positional", 1: "positional", 2: "rest", 3: "named", 4: "names"}[int(parameter.kind)]
        has_default = parameter.default is not inspect.Parameter.empty
        entry = {"name": parameter.name, "kind": kind}
        if has_default:
            entry["default"] = True
        try:
            entry["shape"] = _shape(parameter, written, shapes, hints)
            if parameter.name in hints and parameter.name not in written:
                entry["guessed"] = True
        except Unknown as trouble:
            if has_default or kind in ("rest", "names"):
                entry["omitted"] = str(trouble)
            else:
                raise Unknown("parameter `%s`: %s" % (parameter.name, trouble)) from None
        except RecursionError:
            raise Unknown("parameter `%s`: its type holds itself without end" % parameter.name) from None
        found.append(entry)
    return found


def _signature(function):
    if sys.version_info >= (3, 14):
        import annotationlib
        return inspect.signature(function, annotation_format=annotationlib.Format.FORWARDREF)
    return inspect.signature(function)


def _shape(parameter, written, shapes, hints):
    if parameter.name in written:
        return shapes.of(written[parameter.name])
    if parameter.name in hints:
        return shapes.of_text(hints[parameter.name])
    if parameter.default is not inspect.Parameter.empty:
        return shapes.of_value(parameter.default)
    raise Unknown("it has no annotation, no default and no hint")
