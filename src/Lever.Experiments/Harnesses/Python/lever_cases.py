"""Where the arguments of cases come from: generated from shapes, or given in a file of JSON, pickles or Python."""
import io
import json
import os
import pickle
import random
import shutil
import sys
import tempfile

from lever_values import CannotMake, Maker, aimed, nasties

_Random = random.Random


class Case:
    """Arguments, made anew for every use."""

    def __init__(self, label, outside, args, kwargs, maker=None):
        self.label, self.outside, self.args, self.kwargs = label, outside, args, kwargs
        self.calls = maker.calls if maker else []
        self.oneshots = maker.oneshots if maker else []


class Folder:
    """The files of one case."""

    def __init__(self):
        self.path = tempfile.mkdtemp(prefix="lever-case-")

    def clear(self):
        for name in os.listdir(self.path):
            path = os.path.join(self.path, name)
            shutil.rmtree(path, True) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)

    def close(self):
        shutil.rmtree(self.path, True)


class Generated:
    """Usual calls first, then each parameter's nasty values in turn among usual ones."""

    kind = "generated"

    def __init__(self, parameters, seed, size, pool, usual, limit, folder):
        self._parameters, self._seed, self._size, self._pool, self._folder = parameters, seed, size, pool, folder
        self._plans = [("usual", None, None)] * usual
        queues = []
        for one in parameters:
            if "shape" not in one or one["kind"] not in ("positional", "named"):
                continue
            queue = []
            for name, make in nasties(one["shape"]):
                outside = name.startswith("outside: ")
                queue.append(("%s: %s" % (one["name"], name[9:] if outside else name), outside, (one["name"], make)))
            _Random(seed).shuffle(queue)
            # Where a limit cuts some off, it cuts values within values first.
            queue.sort(key=lambda plan: plan[0].count(":")) if len(queue) > limit else None
            queues.append(queue)
        for one in parameters:
            if "shape" in one and one["kind"] in ("positional", "named"):
                # What a patch treats apart is written in its code.
                self._plans += [("%s: %s" % (one["name"], name), False, (one["name"], make)) for name, make in aimed(one["shape"], pool)[:limit // 3]]
        shapes = {}
        for one in parameters:
            if "shape" in one and one["kind"] in ("positional", "named") and one["shape"]["k"] in ("list", "dict", "set", "deque", "class", "sequence", "iterable"):
                shapes.setdefault(json.dumps(one["shape"], sort_keys=True), []).append(one["name"])
        for names in shapes.values():
            if len(names) > 1:
                self._plans.append(("%s is %s" % (names[0], names[1]), False, ("=", names[:2])))
        while any(queues) and len(self._plans) < limit:
            for queue in queues:
                if queue and len(self._plans) < limit:
                    self._plans.append(queue.pop(0))

    def __len__(self):
        return len(self._plans)

    def make(self, index):
        label, outside, given = self._plans[index]
        self._folder.clear()
        maker = Maker("%d/%d" % (self._seed, index), self._size, self._pool, self._folder.path)
        if given is None:
            args, kwargs = maker.arguments(self._parameters)
        elif given[0] == "=":
            shape = next(one["shape"] for one in self._parameters if one["name"] == given[1][0])
            shared = maker.make(shape)
            args, kwargs = maker.arguments(self._parameters, {name: lambda: shared for name in given[1]})
        else:
            args, kwargs = maker.arguments(self._parameters, {given[0]: lambda: given[1](maker)})
        return Case(label, bool(outside), args, kwargs, maker)

    def timed(self, seed, count):
        """Usual calls of exactly the size asked for; the same for the same seed."""
        return Timed(self._parameters, seed, self._size, self._pool, self._folder, count)


class Timed:
    def __init__(self, parameters, seed, size, pool, folder, count, exact=True):
        self._parameters, self._seed, self._size, self._pool, self._folder, self._count, self._exact = parameters, seed, size, pool, folder, count, exact

    def loose(self):
        """Calls of other sizes and texts too, for functions that refuse the plain ones."""
        return Timed(self._parameters, self._seed, self._size, self._pool, self._folder, 10 * self._count, False)

    def __len__(self):
        return self._count

    def make(self, index):
        maker = Maker("%d/timed/%d" % (self._seed, index), self._size, self._pool if not self._exact else {}, self._folder.path, self._exact)
        args, kwargs = maker.arguments(self._parameters)
        return Case("timed", False, args, kwargs, maker)


class Given:
    """Calls from the user or from a recording; each use reads its own copy."""

    def __init__(self, kind, calls):
        self.kind, self._calls = kind, calls

    def __len__(self):
        return len(self._calls)

    def make(self, index):
        args, kwargs = self._calls[index]()
        return Case("%s %d" % (self.kind, index), False, list(args), dict(kwargs))

    def timed(self, seed, count):
        order = list(range(len(self._calls)))
        _Random(seed).shuffle(order)
        return Given(self.kind, [self._calls[at] for at in order[:count]])

    def loose(self):
        return None


class _Unpickler(pickle._Unpickler):
    """Reads instances into the class as it is now: attributes into `__slots__` where a patch added them."""

    main = "__main__"
    dispatch = dict(pickle._Unpickler.dispatch)

    def find_class(self, module, name):
        return super().find_class(self.main if module == "__main__" else module, name)

    def load_build(self):
        state, made = self.stack[-1], self.stack[-2]
        if getattr(made, "__setstate__", None) is not None and type(made).__setstate__ is not getattr(object, "__setstate__", None):
            return pickle._Unpickler.load_build(self)
        self.stack.pop()
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        for part in (state, slots):
            for name, value in (part or {}).items():
                try:
                    object.__setattr__(made, name, value)
                except (TypeError, AttributeError):
                    made.__dict__[name] = value

    dispatch[pickle.BUILD[0]] = load_build


def unpickle(data, main):
    reader = _Unpickler(io.BytesIO(data))
    reader.main = main
    return reader.load()


def _call_of(entry):
    """A call as written by a user: `[…]` are positional arguments, `{…}` named ones, `{"args": […], "kwargs": {…}}` both."""
    if isinstance(entry, dict):
        if set(entry) and set(entry) <= {"args", "kwargs"}:
            return list(entry.get("args", [])), dict(entry.get("kwargs", {}))
        return [], entry
    if isinstance(entry, (list, tuple)):
        return list(entry), {}
    return [entry], {}


def read_given(path, kind, main):
    """The calls in a file: `.json` (a list of calls), `.pickle` (a list of calls, or of pickled calls as recorded), `.py` (`CASES` or `cases()`)."""
    if path.endswith(".py"):
        space = {"__name__": "lever_given_cases", "__file__": path}
        with open(path, "rb") as file:
            code = compile(file.read(), path, "exec")

        def all_cases():
            fresh = dict(space)
            exec(code, fresh)
            cases = fresh["cases"]() if "cases" in fresh else fresh["CASES"]
            return [_call_of(one) for one in cases]
        count = len(all_cases())
        return Given(kind, [lambda at=at: all_cases()[at] for at in range(count)])
    with open(path, "rb") as file:
        data = file.read()
    if path.endswith(".json"):
        texts = [json.dumps(one) for one in json.loads(data.decode("utf-8"))]
        return Given(kind, [lambda text=text: _call_of(json.loads(text)) for text in texts])
    entries = pickle.loads(data)
    if isinstance(entries, dict) and "calls" in entries:
        entries = entries["calls"]
    calls = [one if isinstance(one, bytes) else pickle.dumps(one) for one in entries]
    return Given(kind, [lambda one=one: _call_of_pickle(unpickle(one, main)) for one in calls])


def _call_of_pickle(entry):
    if isinstance(entry, tuple) and len(entry) == 2 and isinstance(entry[0], (list, tuple)) and isinstance(entry[1], dict):
        return list(entry[0]), dict(entry[1])
    return _call_of(entry)
