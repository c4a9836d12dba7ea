"""Finds the function under test the way the project would import it, and says what can be done with it."""
import functools
import importlib
import importlib.util
import inspect
import os
import sys
import types

from lever_shapes import Shapes, Unknown, parameters

_MOST = 40


class Untestable(Exception):
    """Its text is the reason for the user."""


class Target:
    """A function, with the class that it belongs to."""

    def __init__(self, module, name, function, kind, owner, raw):
        self.module, self.name, self.function, self.kind, self.owner, self.raw = module, name, function, kind, owner, raw
        inner = inspect.unwrap(function) if callable(function) else function
        while isinstance(inner, functools.partial):
            inner = inner.func
        self.code = getattr(inner, "__code__", None)
        flags = self.code.co_flags if self.code else 0
        self.flavour = ("async generator" if flags & inspect.CO_ASYNC_GENERATOR else "coroutine" if flags & inspect.CO_COROUTINE
                        else "generator" if flags & inspect.CO_GENERATOR else "function")

    def signature(self, hints):
        """The shapes of its parameters, `self` among them."""
        shapes = Shapes(self.module, hints)
        try:
            skip = 0
            found = []
            if self.kind in ("method", "property"):
                found.append({"name": next(iter(inspect.signature(self.function).parameters)), "kind": "positional", "shape": shapes.of_instance(self.owner)})
                skip = 1
            own = {name: text for name, text in hints.items() if ":" not in name}
            inner = inspect.unwrap(getattr(self.function, "__func__", self.function))
            return found + parameters(self.function, shapes, dict(own, **shapes.hints_of(inner)), skip)
        except Unknown as trouble:
            raise Untestable(str(trouble)) from None
        except (ValueError, TypeError, StopIteration) as trouble:
            raise Untestable("its signature cannot be read: %s" % trouble) from None

    def pool(self):
        """Constants of its code: what it compares with, the lengths it treats apart."""
        ints, strs, floats, sizes = set(), set(), set(), set()

        def walk(value):
            if isinstance(value, types.CodeType):
                for inner in value.co_consts:
                    walk(inner)
            elif isinstance(value, (tuple, frozenset)):
                for inner in value:
                    walk(inner)
                sizes.add(len(value))
            elif type(value) is int:
                ints.add(value) if abs(value) <= 2 ** 40 else None
                sizes.add(value) if 0 <= value <= 1000 else None
            elif type(value) is str and len(value) <= 60:
                strs.add(value)
            elif type(value) is float:
                floats.add(value)
        codes = [self.code] if self.code else []
        # Functions of the same module that it names are where a patch moves its work to.
        for code in list(codes):
            for name in _names(code):
                held = vars(self.module).get(name)
                if isinstance(held, types.FunctionType) and held.__module__ == self.module.__name__:
                    codes.append(held.__code__)
                elif isinstance(held, (int, str, float, tuple, frozenset)):
                    walk(held)
                elif isinstance(held, (set, list, dict)) and len(held) <= 50:
                    walk(tuple(one for one in held if isinstance(one, (int, str, float, tuple))))
        for code in codes:
            doc = code.co_consts[0] if code.co_consts and isinstance(code.co_consts[0], str) else None
            for value in code.co_consts:
                if value is not doc:
                    walk(value)
        return {"ints": sorted(ints)[:_MOST], "strs": sorted(strs)[:_MOST], "floats": sorted(floats)[:_MOST], "sizes": sorted(sizes)[:_MOST]}


def _names(code):
    names = set(code.co_names)
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            names.update(_names(inner))
    return sorted(names)


def module_places(root, file, module):
    """Pairs of a folder for `sys.path` and a module's name under which the file may be imported, likeliest first."""
    if not file:
        return [(folder, module) for folder in (root, os.path.join(root, "src")) if os.path.isdir(folder)]
    path = os.path.realpath(os.path.join(root, file))
    folder, name = os.path.split(path)
    stem = name[:-3] if name.endswith(".py") else name
    parts = [] if stem == "__init__" else [stem]
    while os.path.isfile(os.path.join(folder, "__init__.py")):
        folder, last = os.path.split(folder)
        parts.insert(0, last)
    places = [(folder, ".".join(parts))]
    top = os.path.realpath(root)
    for base in (os.path.join(top, "src"), top):
        if folder != base and (folder + os.sep).startswith(base + os.sep):
            inner = os.path.relpath(folder, base).split(os.sep)
            if all(one.isidentifier() for one in inner):
                places.append((base, ".".join(inner + parts)))
    return places


def import_module(root, file, module, extra):
    places = module_places(root, file, module)
    for folder in reversed([os.path.realpath(os.path.join(root, one)) for one in extra] + [os.path.realpath(root)]):
        if folder not in sys.path:
            sys.path.insert(0, folder)
    wanted = os.path.realpath(os.path.join(root, file)) if file else None
    trouble = None
    for folder, name in places:
        if folder not in sys.path:
            sys.path.insert(0, folder)
        if not all(part.isidentifier() for part in name.split(".")):
            return _from_file(name, wanted)
        try:
            found = importlib.import_module(name)
        except ImportError as reason:
            trouble = trouble or reason
            if "relative import" in str(reason) or not file:
                continue
            raise Untestable("importing %s raises %s: %s" % (name, type(reason).__name__, reason)) from None
        except Exception as reason:
            raise Untestable("importing %s raises %s: %s" % (name, type(reason).__name__, reason)) from None
        except BaseException as reason:
            raise Untestable("importing %s ends the program (%s)" % (name, type(reason).__name__)) from None
        if wanted and os.path.realpath(getattr(found, "__file__", None) or "") != wanted:
            # The name belongs to another module, such as one of the standard library.
            return _from_file(name, wanted)
        return found
    raise Untestable("the module %s cannot be imported: %s" % (module or file, trouble))


def _from_file(name, path):
    try:
        spec = importlib.util.spec_from_file_location(name, path)
        found = importlib.util.module_from_spec(spec)
        sys.modules.setdefault(name, found)
        spec.loader.exec_module(found)
        return found
    except BaseException as reason:
        raise Untestable("importing %s raises %s: %s" % (os.path.basename(path), type(reason).__name__, reason)) from None


def load(root, file, module, name, extra):
    """The target, and a remark where another function than the one named is tested."""
    sys.argv = [os.path.join(root, file) if file else module]
    if not os.path.isdir(root):
        raise Untestable("the folder %s is not there" % root)
    if file and not os.path.isfile(os.path.join(root, file)):
        raise Untestable("the file %s is not there" % file)
    found = import_module(root, file, module, extra)
    remark = None
    if "<locals>" in name:
        outer, _, inner = name.partition(".<locals>.")
        remark = "`%s` exists only while `%s` runs: `%s` is tested in its place" % (inner, outer, outer)
        name = outer
    if "<lambda>" in name:
        raise Untestable("a lambda has no name by which to call it")
    owner, raw = None, found
    for part in name.split("."):
        owner = raw
        raw = inspect.getattr_static(owner, part, None) if isinstance(owner, (type, types.ModuleType)) else None
        if raw is None:
            raise Untestable("%s has no `%s`" % (found.__name__, name))
    return _described(found, name, owner if isinstance(owner, type) else None, raw), remark


def _described(module, name, owner, raw):
    if isinstance(raw, staticmethod):
        return Target(module, name, raw.__func__, "staticmethod", owner, raw)
    if isinstance(raw, classmethod):
        return Target(module, name, raw.__get__(None, owner), "classmethod", owner, raw)
    if isinstance(raw, property):
        if raw.fget is None:
            raise Untestable("the property `%s` cannot be read" % name)
        return Target(module, name, raw.fget, "property", owner, raw)
    if isinstance(raw, functools.cached_property):
        return Target(module, name, raw.func, "property", owner, raw)
    if isinstance(raw, type):
        raise Untestable("`%s` is a class; name one of its methods" % name)
    if not callable(raw):
        raise Untestable("`%s` is no function" % name)
    if isinstance(raw, types.BuiltinFunctionType):
        raise Untestable("`%s` is not written in Python" % name)
    return Target(module, name, raw, "method" if owner is not None else "function", owner, raw)
