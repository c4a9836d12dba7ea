"""Measures what single operations of the interpreter that runs this file cost.

Speaks JSON lines on standard input and output: "list" names the rows, "measure" times one of them at one size. Standard library
only, CPython 3.8 and later. Nothing is subtracted here: a row's cost is the slope of these times over the sizes.
"""
import gc
import json
import sys
import time

EACH = (1, 2, 4, 8)
"""Sizes of a row that repeats its statement: how often it stands in the body of the timed loop."""

ELEMENTS = (400, 800, 1600, 3200)
"""Sizes of a row whose statement takes time in proportion to n."""

MINIMUM_NS = 2_000_000
"""One measurement lasts at least this long, thousands of ticks of the clock."""


class Row:
    """An operation: what it needs, the statement that performs it, and whether one run of that costs one or n of it; n counts bytes where the unit is KB."""

    def __init__(self, name, statement, setup="", per="each", sizes=None, is_async=False, unit=""):
        self.name = name
        self.statement = statement
        self.setup = setup
        self.per = per
        self.sizes = sizes or (EACH if per == "each" else ELEMENTS)
        self.is_async = is_async
        self.unit = unit


def each(name, statement, setup=""):
    return Row(name, statement, setup)


def waits(name, statement, setup=""):
    return Row(name, statement, setup, is_async=True)


def per_n(name, statement, setup="", sizes=None):
    return Row(name, statement, setup, per="n", sizes=sizes)


def per_byte(name, statement, setup, sizes):
    return Row(name, statement, setup, per="n", sizes=sizes, unit="KB")


CLASS3 = """
class Plain:
    def __init__(self, a, b, c):
        self.a = a
        self.b = b
        self.c = c
"""

LOGGER = """
import logging
logger = logging.getLogger("calibration")
logger.setLevel(logging.WARNING)
value = list(range(20))
"""

DOCUMENT = """
import json
def document(n):
    return {"items": [{"id": 1000000 + i, "name": "name%05d" % (i % 90000), "on": True} for i in range(n // 56)]}
"""

ROWS = [
    # The null row: a cost that must come out as zero, or this machine cannot calibrate now. On one line compilers drop all but the first.
    each("null", "pass; "),
    per_n("py.loop.step", "for _ in data: pass", "data = [None] * n"),
    each("py.call", "f()", "def f(): pass"),
    each("py.call.keyword", "f(a=1)", "def f(a): pass"),
    each("py.call.forward", "g(1, 2, a=3)", "def f(x, y, a): pass\ndef g(*args, **kwargs): return f(*args, **kwargs)"),
    each("py.call.method", "o.m()", "class C:\n    def m(self): pass\no = C()"),
    each("py.call.super", "o.m()", "class B:\n    def m(self): pass\nclass C(B):\n    def m(self): super().m()\no = C()"),
    each("py.property", "o.p", "class C:\n    @property\n    def p(self): return 1\no = C()"),
    each("py.attr.chain3.call", "a.b.c.f()", "class C: pass\na = C()\na.b = C()\na.b.c = C()\na.b.c.f = lambda: None"),
    each("py.attr.hoisted.call", "f()", "f = lambda: None"),
    each("py.raise", "\n    try: raise e\n    except ValueError: pass\n", "e = ValueError()"),
    each("py.suppress", "\n    with suppress(ValueError): pass\n", "from contextlib import suppress"),
    each("py.contextmanager", "\n    with c(): pass\n", "from contextlib import contextmanager\n@contextmanager\ndef c(): yield"),
    per_n("py.list.append", "l = []\n    for x in data: l.append(x)", "data = [None] * n"),
    per_n("py.listcomp.step", "[x for x in data]", "data = [None] * n"),
    per_n("py.genexpr.step", "sum(x for x in data)", "data = [1] * n"),
    per_n("py.sum", "sum(data)", "data = [1] * n"),
    per_n("py.list.compare", "-1 in data", "data = list(range(n))"),
    per_n("py.str.compare", "'missing' in data", "data = ['key%06d' % i for i in range(n)]"),
    per_n("py.tuple.compare", "t in data", "data = [(i, i) for i in range(n)]\nt = (-1, -1)"),
    per_n("py.list.pop0", "data.append(data.pop(0))", "data = [None] * n", (25000, 50000, 100000, 200000)),
    per_n("py.list.slice", "data[1:]", "data = [None] * n", (1000, 2000, 4000, 8000)),
    per_n("py.list.copy", "data[:]", "data = [None] * n", (1000, 2000, 4000, 8000)),
    per_n("py.list.concat", "data + one", "data = [None] * n\none = [None]", (1000, 2000, 4000, 8000)),
    each("py.set.lookup", "k in s", "s = set(range(1000))\nk = 500"),
    per_n("py.set.build", "set(data)", "data = list(range(n))", (1000, 2000, 4000, 8000)),
    per_n("py.set.add", "s = set()\n    for x in data: s.add(x)", "data = [i % 250 for i in range(n)]"),
    each("py.dict.lookup", "get(k)", "get = {i: i for i in range(1000)}.get\nk = 500"),
    per_n("py.dict.store", "d = {}\n    for x in data: d[x] = x", "data = list(range(n))"),
    each("py.attr.store", "o.a = 1", "class C: pass\no = C()"),
    each("py.getattr", "o.a", "class C: pass\no = C()\no.a = 1"),
    each("py.getattr.call", "getattr(o, 'a')", "class C: pass\no = C()\no.a = 1"),
    each("py.hasattr.miss", "hasattr(o, 'b')", "class C: pass\no = C()\no.a = 1"),
    each("py.builtin.call", "len(l)", "l = []"),
    each("py.isinstance", "isinstance(o, C)", "class C: pass\no = C()"),
    each("py.isinstance.abc", "isinstance(o, Mapping)", "from collections.abc import Mapping\nclass C: pass\no = C()"),
    each("py.eq.python", "a == b", "class C:\n    def __eq__(self, other): return True\na = C()\nb = C()"),
    each("py.object.dict", "Plain(1, 2, 3)", CLASS3),
    each("py.object.slots", "Plain(1, 2, 3)", CLASS3.replace("class Plain:", "class Plain:\n    __slots__ = ('a', 'b', 'c')")),
    each("py.class.build", "\n    class C: pass\n"),
    each("py.class.namedtuple", "namedtuple('P', 'x y')", "from collections import namedtuple"),
    each("py.class.dataclass", "\n    @dataclass\n    class C:\n        x: int\n        y: int\n", "from dataclasses import dataclass"),
    each("py.int.parse", "int('12345')"),
    per_n("py.str.join", "''.join(data)", "data = ['part%d' % i for i in range(n)]"),
    per_n("py.str.concat", "s = ''\n    for x in data: s += x", "data = ['part%d' % i for i in range(n)]"),
    per_n("py.sort", "sorted(data)", "import random\nr = random.Random(1)\ndata = [r.random() for _ in range(n)]", (2500, 5000, 10000, 20000)),
    per_n("py.sort.presorted", "sorted(data)", "data = list(range(n))"),
    per_n("py.sort.key.lambda", "sorted(data, key=lambda r: r[0])", "data = [(i,) for i in range(n)]"),
    per_n("py.sort.key.itemgetter", "sorted(data, key=g)", "from operator import itemgetter\ng = itemgetter(0)\ndata = [(i,) for i in range(n)]"),
    per_n("py.min", "min(data)", "data = list(range(n))"),
    per_n("py.yield", "for _ in g(n): pass", "def g(n):\n    for i in range(n): yield i"),
    each("py.fstring", "f'{a} {b}'", "a = 'abc'\nb = 12"),
    each("py.str.startswith", "s.startswith('abc')", "s = 'abcdef'"),
    each("py.str.contains", "'def' in s", "s = 'abcdef'"),
    each("py.re.cached", "re.match('[a-z]+', 'abc')", "import re"),
    each("py.re.match", "match('abc')", "import re\nmatch = re.compile('[a-z]+').match"),
    each("py.log.disabled", "logger.debug('%s', value)", LOGGER),
    each("py.log.fstring", "logger.debug(f'{count}')", LOGGER + "count = 12"),
    each("py.log.repr", "logger.debug(f'{value!r}')", LOGGER),
    each("py.log.enabledfor", "logger.isEnabledFor(10)", LOGGER),
    each("py.import.plain", "import os", "import os"),
    each("py.import.from", "from os import path", "import os"),
    each("py.deepcopy", "deepcopy(d)", "from copy import deepcopy\nd = dict(a=1, b=2, c=3, d=4, e=5)"),
    each("py.dict.copy", "d.copy()", "d = dict(a=1, b=2, c=3, d=4, e=5)"),
    each("py.dict.literal", "{'a': x, 'b': x, 'c': x}", "x = 1"),
    each("py.list.literal", "[x, x, x]", "x = 1"),
    each("py.tuple.literal", "(x, x, x)", "x = 1"),
    each("py.closure", "\n    def f(): return x\n", "x = 1"),
    each("py.memo.hit", "f(1)", "from functools import lru_cache\n@lru_cache(None)\ndef f(x): return x\nf(1)"),
    each("py.decimal", "Decimal('12.34')", "from decimal import Decimal"),
    each("py.timedelta", "timedelta(seconds=5)", "from datetime import timedelta"),
    each("py.strptime", "strptime('2026-01-02 03:04:05', '%Y-%m-%d %H:%M:%S')", "from datetime import datetime\nstrptime = datetime.strptime"),
    each("py.fromisoformat", "parse('2026-01-02T03:04:05')", "from datetime import datetime\nparse = datetime.fromisoformat"),
    each("py.datetime.now", "now()", "from datetime import datetime\nnow = datetime.now"),
    each("py.clock", "clock()", "from time import perf_counter as clock"),
    each("py.uuid4", "uuid4()", "from uuid import uuid4"),
    each("py.enum.value", "E.A.value", "from enum import Enum\nclass E(Enum):\n    A = 1"),
    each("py.lock", "\n    with lock: pass\n", "from threading import Lock\nlock = Lock()"),
    each("py.pathlib.join", "p / 'b'", "from pathlib import PurePosixPath\np = PurePosixPath('a')"),
    each("py.environ", "get('PATH')", "import os\nget = os.environ.get"),
    per_byte("py.json.loads", "json.loads(text)", DOCUMENT + "text = json.dumps(document(n))\n", (1024, 2048, 4096, 8192)),
    per_byte("py.json.dumps", "json.dumps(value)", DOCUMENT + "value = document(n)\n", (1024, 2048, 4096, 8192)),
    per_byte("py.bytes.slice", "data[1:]", "data = bytes(n)", (64 << 10, 128 << 10, 256 << 10, 512 << 10)),
    waits("py.await", "await f()", "async def f(): pass"),
    waits("py.task", "await create_task(f())", "from asyncio import create_task\nasync def f(): pass"),
    waits("py.lock.async", "\n    async with lock: pass\n", "from asyncio import Lock\nlock = Lock()"),
]

BY_NAME = {row.name: row for row in ROWS}


def function_of(row, size):
    """A function of the number of turns that performs the row's statement in a loop; everything it names is a local of it."""
    namespace = {"n": size}
    exec(row.setup, namespace)
    statement = row.statement
    if not statement.startswith("\n") and not statement.endswith("; "):
        statement = "\n    " + statement.strip() + "\n"
    body = statement * (size if row.per == "each" else 1)
    names = [name for name in namespace if name.isidentifier() and not name.startswith("__")]
    heading = "async def timed(turns, %s):" % ", ".join("%s=%s" % (name, name) for name in names)
    if not row.is_async:
        heading = heading[len("async "):]
    if statement.endswith("; "):
        body = "    " + body
    indented = "".join("    " + line + "\n" for line in body.split("\n") if line.strip())
    source = "%s\n    for turn in range(turns):\n%s" % (heading, indented)
    exec(source, namespace)
    return namespace["timed"]


def runs():
    """Yields how many turns to run next and is sent the nanoseconds of CPU that they took; returns the least time of one turn.

    The first runs find out how many turns are long enough, and warm up; then three count.
    """
    turns = 1
    while True:
        taken = yield turns
        if taken >= MINIMUM_NS // 2:
            break
        turns *= 2 if taken * 16 > MINIMUM_NS else 8
    turns = max(1, turns * MINIMUM_NS // taken)
    times = []
    for _ in range(3):
        times.append((yield turns))
    return min(times) / turns


def measure(row, size):
    if row.is_async:
        import asyncio

        return asyncio.run(measure_awaited(row, size))
    function = function_of(row, size)
    steps = runs()
    turns = next(steps)
    while True:
        start = time.process_time_ns()
        function(turns)
        taken = time.process_time_ns() - start
        try:
            turns = steps.send(taken)
        except StopIteration as end:
            return end.value


async def measure_awaited(row, size):
    """The function is made inside the event loop, to which what it uses may be bound."""
    function = function_of(row, size)
    steps = runs()
    turns = next(steps)
    while True:
        start = time.process_time_ns()
        await function(turns)
        taken = time.process_time_ns() - start
        try:
            turns = steps.send(taken)
        except StopIteration as end:
            return end.value


def main():
    gc.disable()
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "list":
            answer = {"version": list(sys.version_info[:3]), "implementation": sys.implementation.name,
                      "rows": [{"name": row.name, "sizes": row.sizes, "unit": row.unit} for row in ROWS]}
        else:
            try:
                answer = {"ns": measure(BY_NAME[request["row"]], request["size"])}
            except Exception as trouble:
                answer = {"problem": "%s: %s" % (type(trouble).__name__, trouble)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


main()
