"""State beside arguments and results: globals of the project's modules, and the settings of the process."""
import atexit
import builtins
import collections
import copy
import decimal
import functools
import gc
import hashlib
import itertools
import locale
import os
import random
import signal
import sys
import threading
import time
import types
import weakref
import _thread

from lever_canon import record_text, type_name

_deepcopy = copy.deepcopy
_thread_count = _thread._count
_realpath = os.path.realpath
_lru = type(functools.lru_cache(maxsize=1)(len))
_MODULES = 60
_held = (list, dict, set, bytearray)
_kept = _held + (tuple, frozenset, collections.deque, random.Random, itertools.count)
_original = {(owner.__name__, name): held for owner in (builtins, time, sys, gc, os, random, copy, threading, functools)
             for name, held in list(vars(owner).items()) if callable(held)}
_owners = {owner.__name__: owner for owner in (builtins, time, sys, gc, os, random, copy, threading, functools)}


_answers = {}


def _of_project(module, root):
    path = getattr(module, "__file__", None)
    if not isinstance(path, str):
        return False
    answer = _answers.get((path, root))
    if answer is None:
        answer = _answers[path, root] = _realpath(path).startswith(root + os.sep) and "site-packages" not in path
    return answer


class Globals:
    """Everything of the project's modules that one call can leave behind for the next."""

    def __init__(self, root, first):
        self._root, self._first = os.path.realpath(root), first
        self._pristine, self._copies = {}, {}
        self._modules = set(sys.modules)
        self._adopt(self._read())

    def _adopt(self, found):
        self._pristine.update(found)
        for label, (text, value, _, _) in found.items():
            try:
                self._copies[label] = _deepcopy(value)
            except Exception:
                pass

    def changes(self):
        """What differs from how it was after the import: labels with their records."""
        now, found = self._read(), {}
        new = set(sys.modules) - self._modules
        if new:
            # What a call imports is loaded from then on: it is how it was after its own import.
            self._modules |= new
            self._adopt({label: held for label, held in now.items() if label not in self._pristine and any(label.startswith(name + ".") for name in new)})
        for label, (text, _, _, _) in now.items():
            if label not in self._pristine:
                found[label] = text
            elif self._pristine[label][0] != text:
                found[label] = text
        for label in self._pristine:
            if label not in now:
                found[label] = "removed"
        return found

    def restore(self, changes):
        """Puts everything back; names what cannot be."""
        kept = []
        for label in changes:
            text, value, owner, name = self._pristine.get(label, (None, None, None, None))
            try:
                if text is None:
                    _, _, owner, name = self._read().get(label, (None, None, None, None))
                    # It may be gone with another one.
                    if owner is not None:
                        _remove(owner, name)
                elif isinstance(value, _lru):
                    value.cache_clear()
                else:
                    self._put_back(label, value, owner, name)
            except Exception as trouble:
                kept.append("%s (%s)" % (label, type(trouble).__name__))
        return kept

    def _put_back(self, label, value, owner, name):
        if label not in self._copies:
            raise TypeError(label)
        if not isinstance(value, (int, float, str, bytes, tuple, frozenset, itertools.count)) and value is not None:
            fresh = _deepcopy(self._copies[label])
            if isinstance(value, list):
                value[:] = fresh
            elif isinstance(value, bytearray):
                value[:] = fresh
            elif isinstance(value, (dict, set)):
                value.clear()
                value.update(fresh)
            elif isinstance(value, collections.deque):
                value.clear()
                value.extend(fresh)
            elif isinstance(value, random.Random):
                value.setstate(fresh.getstate())
            if hasattr(value, "__dict__") and not isinstance(value, (type, types.ModuleType)):
                value.__dict__.clear()
                value.__dict__.update(fresh.__dict__)
        elif isinstance(value, itertools.count):
            value = _deepcopy(self._copies[label])
            _set(owner, name, value)
            self._pristine[label] = self._pristine[label][:1] + (value,) + self._pristine[label][2:]
        if owner is not None and _get(owner, name) is not value:
            _set(owner, name, value)

    def _read(self):
        """Label to (record, value, owner, name)."""
        found, modules = {}, [self._first]
        for module in list(sys.modules.values()):
            if isinstance(module, types.ModuleType) and module is not self._first and len(modules) < _MODULES and _of_project(module, self._root):
                modules.append(module)
        for module in modules:
            budget = 4000 if module is self._first else 1000
            for name, value in list(vars(module).items()):
                if not name.startswith("__") or name == "__all__":
                    self._place(found, "%s.%s" % (module.__name__, name), value, module, name, module, budget)
        return found

    def _place(self, found, label, value, owner, name, module, budget):
        if isinstance(value, types.ModuleType):
            return
        if isinstance(value, _lru):
            found[label] = ("cache of %d" % value.cache_info().currsize, value, owner, name)
            return
        if isinstance(value, (staticmethod, classmethod)):
            value = value.__func__
        if isinstance(value, types.FunctionType):
            if value.__module__ == module.__name__:
                self._function(found, label, value, module, budget)
            return
        if isinstance(value, type):
            if value.__module__ == module.__name__ and label.count(".") < 12 and type(owner) is types.ModuleType:
                for inner, held in list(vars(value).items()):
                    if not inner.startswith("__") and not hasattr(type(held), "__get__") or isinstance(held, (types.FunctionType, staticmethod, classmethod, _lru)):
                        self._place(found, "%s.%s" % (label, inner), held, value, inner, module, budget)
            return
        if value is None or isinstance(value, (bool, int, float, str, bytes)):
            found[label] = (record_text(value), value, owner, name)
        elif self._is_data(value):
            found[label] = (record_text(value, budget), value, owner, name)

    def _is_data(self, value):
        """Whether a value is the project's own: loggers, locks and the like belong to libraries."""
        if isinstance(value, _kept):
            return True
        module = sys.modules.get(type(value).__module__)
        return module is not None and _of_project(module, self._root)

    def _function(self, found, label, function, module, budget):
        for at, default in enumerate(function.__defaults__ or ()):
            if self._is_data(default):
                found["%s default %d" % (label, at)] = (record_text(default, budget), default, None, None)
        for name, default in (function.__kwdefaults__ or {}).items():
            if self._is_data(default):
                found["%s default %s" % (label, name)] = (record_text(default, budget), default, None, None)
        own = {name: held for name, held in vars(function).items() if name != "__wrapped__"}
        for name, held in own.items():
            if isinstance(held, types.FunctionType):
                continue
            found["%s.%s" % (label, name)] = (record_text(held, budget), held, function, name)
        for at, cell in enumerate(function.__closure__ or ()):
            try:
                held = cell.cell_contents
            except ValueError:
                continue
            if isinstance(held, types.FunctionType) and held is not function and held.__closure__ is not function.__closure__ and label.count("~") < 3:
                self._function(found, "%s~%s" % (label, function.__code__.co_freevars[at]), held, module, budget)
            elif isinstance(held, _lru):
                found["%s cell %d" % (label, at)] = ("cache of %d" % held.cache_info().currsize, held, None, None)
            elif self._is_data(held) or isinstance(held, (int, float, str)):
                found["%s cell %s" % (label, function.__code__.co_freevars[at])] = (record_text(held, budget), held, cell, "cell_contents")


def _get(owner, name):
    return vars(owner).get(name) if not isinstance(owner, types.CellType) else owner.cell_contents


def _set(owner, name, value):
    setattr(owner, name, value)


def _remove(owner, name):
    delattr(owner, name)


def tampered():
    """Names of the interpreter's own functions that now lead elsewhere."""
    return sorted("%s.%s" % key for key, held in _original.items() if vars(_owners[key[0]]).get(key[1]) is not held)


def process_state():
    """Settings that a call should leave as it found them, by name."""
    def handler(number):
        found = signal.getsignal(number)
        return getattr(found, "__qualname__", str(found))
    descriptors = None
    try:
        descriptors = len(os.listdir("/proc/self/fd"))
    except OSError:
        pass
    return {
        "garbage collection": "%s %s %d callbacks, %d frozen" % (gc.isenabled(), gc.get_threshold(), len(gc.callbacks), gc.get_freeze_count()),
        "tracing": "%s %s" % (_of_type(sys.gettrace()), _of_type(sys.getprofile())),
        "switch interval": repr(sys.getswitchinterval()),
        "recursion limit": repr(sys.getrecursionlimit()),
        "current folder": os.getcwd(),
        "environment": hashlib.sha256(repr(sorted(os.environ.items())).encode("utf-8", "backslashreplace")).hexdigest()[:12],
        "signal handlers": ", ".join(handler(number) for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGALRM", signal.SIGTERM))),
        "locale": str(locale.setlocale(locale.LC_ALL)),
        "decimal context": repr(decimal.getcontext()),
        "replaced functions": ", ".join(tampered()),
        "exit calls": str(atexit._ncallbacks()),
        "finalizers": str(len(weakref.finalize._registry)),
        "random state": hashlib.sha256(repr(random.getstate()).encode("ascii")).hexdigest()[:12],
        "open files": str(descriptors),
        "import hooks": "%d %d" % (len(sys.meta_path), len(sys.path_hooks)),
        "thread hooks": "%s %s" % (_of_type(getattr(threading, "_trace_hook", None)), _of_type(getattr(threading, "_profile_hook", None))),
    }


def _of_type(hook):
    return "none" if hook is None else type_name(type(hook)) + " " + getattr(hook, "__qualname__", "")


def threads():
    return _thread_count()
