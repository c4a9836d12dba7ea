"""What one call does, written down: result, exceptions, arguments afterwards, output, laziness, and what it leaves behind."""
import asyncio
import hashlib
import inspect
import json
import logging
import os
import random
import reprlib
import signal
import sys
import threading
import time
import types
import warnings

from lever_canon import Graph, OneShot, cut, escaped, record_text, steady, type_name
from lever_state import process_state, threads

_seed = random.seed
_enumerate = threading.enumerate
_monotonic = time.monotonic
_setitimer = getattr(signal, "setitimer", None)
_signal = signal.signal
_sleep = time.sleep
_dumps = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True).encode
_repr = reprlib.Repr()
_repr.maxlist = _repr.maxtuple = _repr.maxdict = _repr.maxset = _repr.maxfrozenset = _repr.maxdeque = 8
_repr.maxstring = _repr.maxother = 80
_repr.maxlong = 60
_ITEMS = 2000


class TooLong(BaseException):
    """The call took longer than a case may."""


def _alarm(number, frame):
    raise TooLong()


class Alarm:
    """Ends a case from within; what C code does without returning is ended from outside."""

    def __init__(self, seconds):
        self._seconds = seconds

    def __enter__(self):
        if _setitimer:
            self._before = _signal(signal.SIGALRM, _alarm)
            _setitimer(signal.ITIMER_REAL, self._seconds)

    def __exit__(self, *trouble):
        if _setitimer:
            _setitimer(signal.ITIMER_REAL, 0)
            _signal(signal.SIGALRM, self._before)


def shown(target, case):
    """The call as a reader would write it, shortened."""
    def one(value):
        if isinstance(value, OneShot):
            return "iter(%s)" % _repr.repr(value._items)
        try:
            return steady(_repr.repr(value)).encode("ascii", "backslashreplace").decode("ascii")
        except BaseException:
            return "<%s>" % type_name(type(value))
    parts = [one(value) for value in case.args] + ["%s=%s" % (name, one(value)) for name, value in case.kwargs.items()]
    return "%s(%s)" % (target.name.rpartition(".")[2] if target.kind in ("function", "staticmethod") else target.name, ", ".join(parts))


class _Logs:
    """Keeps log records on their way to the handlers."""

    def __init__(self, debug):
        self.lines, self._debug = [], debug

    def __enter__(self):
        self._handle, lines = logging.Logger.callHandlers, self.lines
        original = self._handle

        def call_handlers(logger, record):
            if len(lines) < 200:
                try:
                    text = record.getMessage()
                except Exception as trouble:
                    text = "cannot be formatted: %s" % type_name(type(trouble))
                error = record.exc_info[0] if isinstance(record.exc_info, tuple) and record.exc_info else None
                lines.append("%s %s %s%s" % (record.levelname, record.name, escaped(text), " with " + type_name(error) if error else ""))
            return original(logger, record)
        logging.Logger.callHandlers = call_handlers
        self._level = logging.root.level
        if self._debug:
            logging.root.setLevel(logging.DEBUG)
        return self

    def __exit__(self, *trouble):
        logging.Logger.callHandlers = self._handle
        if self._debug:
            logging.root.setLevel(self._level)


class _Outcome:
    def __init__(self):
        self.result = None
        self.raised = None
        self.when = "at the call"
        self.lazy = None
        self.items = None
        self.item_digests = []
        self.end = None
        self.consumed = []
        self.tasks = 0
        self.too_long = False


def _taken(oneshots):
    return [one.taken for one in oneshots]


def _consume(outcome, iterator, oneshots, folder):
    """Takes the items one by one; each is recorded as it comes, because later ones may change it."""
    outcome.items, outcome.when = [], "at iteration"
    outcome.end = "more"
    while len(outcome.items) < _ITEMS:
        try:
            item = next(iterator)
        except StopIteration as stop:
            outcome.end = "end" if stop.value is None else "end with " + record_text(stop.value)
            break
        except TooLong:
            raise
        except BaseException as trouble:
            outcome.raised, outcome.end = trouble, "raised"
            break
        outcome.items.append(item)
        outcome.item_digests.append(hashlib.sha256(record_text(item, 3000, folder).encode("ascii")).hexdigest()[:12])
        if len(outcome.items) == 1:
            outcome.consumed.append(_taken(oneshots))


def call(target, case, folder=None):
    outcome = _Outcome()
    flavour = target.flavour
    try:
        if flavour in ("coroutine", "async generator"):
            _drive(outcome, target, case, folder)
            return outcome
        outcome.result = target.function(*case.args, **case.kwargs)
        outcome.consumed.append(_taken(case.oneshots))
        if inspect.iscoroutine(outcome.result) or inspect.isasyncgen(outcome.result):
            made = outcome.result
            _drive(outcome, target, case, folder, made)
        elif isinstance(outcome.result, types.GeneratorType) or (
                hasattr(type(outcome.result), "__next__") and hasattr(type(outcome.result), "__iter__") and not hasattr(outcome.result, "read")):
            if not any(outcome.result is one for one in case.args):
                outcome.lazy = type_name(type(outcome.result))
                _consume(outcome, outcome.result, case.oneshots, folder)
    except TooLong:
        outcome.too_long = True
    except BaseException as trouble:
        outcome.raised = trouble
        outcome.consumed.append(_taken(case.oneshots))
    return outcome


def _drive(outcome, target, case, folder, made=None):
    loop = asyncio.new_event_loop()
    try:
        asyncio.set_event_loop(loop)

        async def run():
            thing = made if made is not None else target.function(*case.args, **case.kwargs)
            if not inspect.isasyncgen(thing):
                outcome.lazy = "coroutine"
                outcome.result = await thing
                return
            outcome.lazy, outcome.items, outcome.when, outcome.end = "async_generator", [], "at iteration", "more"
            async for item in thing:
                outcome.items.append(item)
                outcome.item_digests.append(hashlib.sha256(record_text(item, 3000, folder).encode("ascii")).hexdigest()[:12])
                if len(outcome.items) >= _ITEMS:
                    return
            outcome.end = "end"
        loop.run_until_complete(run())
    except TooLong:
        outcome.too_long = True
    except BaseException as trouble:
        outcome.raised = trouble
    finally:
        left = [task for task in asyncio.all_tasks(loop) if not task.done()]
        outcome.tasks = len(left)
        for task in left:
            task.cancel()
        try:
            if left:
                loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            loop.run_until_complete(loop.shutdown_asyncgens())
        except BaseException:
            pass
        asyncio.set_event_loop(None)
        loop.close()


def _files(folder):
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            try:
                with open(path, "rb") as file:
                    data = file.read()
                found.append("%s %d %s" % (os.path.relpath(path, folder), len(data), hashlib.sha256(data).hexdigest()[:12]))
            except OSError as trouble:
                found.append("%s %s" % (os.path.relpath(path, folder), type_name(type(trouble))))
    return sorted(found)


def _arguments(graph, case):
    return graph.add((case.args, case.kwargs))


def observe(target, case, index, wire, state, folder, seconds, restore=True):
    """The record of one case."""
    text = shown(target, case)
    before = Graph(folder=folder)
    _arguments(before, case)
    before = before.text()
    _seed(index)
    wire.caught()
    held, settings, finished = threads(), process_state(), False
    debug = index % 3 == 2
    with _Logs(debug) as logs, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        with Alarm(seconds):
            try:
                outcome = call(target, case, folder)
            except TooLong:
                outcome = _Outcome()
                outcome.too_long = True
        left = max(0, threads() - held)
        after = process_state()
    record = {"case": index, "call": text, "label": case.label, "outside": case.outside}
    written = wire.caught()
    if outcome.too_long:
        record["no_answer"] = "no answer within %g s" % seconds
        return record
    graph = Graph(folder=folder, consume=True)
    graph._consume = False
    roots = {"arguments": _arguments(graph, case)}
    record["mutates"] = graph.text() != before or bool(case.oneshots)
    graph._consume = True
    before_result = len(graph.opaque)
    if outcome.raised is not None:
        roots["raised"] = graph.add(outcome.raised)
    if outcome.items is not None:
        roots["items"] = graph.add(list(outcome.items))
    elif outcome.raised is None:
        roots["result"] = graph.add(outcome.result)
    record["graph"], record["roots"] = graph.nodes, roots
    if len(graph.opaque) > before_result:
        record["opaque"] = sorted(set(graph.opaque[before_result:]))[:5]
    if graph.full:
        record["too_large"] = True
    record["facts"] = _facts(outcome, case, written, logs, warned, left, settings, after, folder)
    if left:
        _settle(held)
    if state is not None:
        changes = state.changes()
        if changes:
            record["facts"]["globals"] = "; ".join("%s = %s" % (name, cut(value)) for name, value in sorted(changes.items()))[:4000]
            if restore:
                kept = state.restore(changes)
                if kept:
                    record["kept"] = kept
    return record


def _settle(held):
    """Threads that the call left get a moment to end before the next case."""
    until = _monotonic() + 1
    while threads() > held and _monotonic() < until:
        _sleep(0.002)


def _facts(outcome, case, written, logs, warned, left, settings, after, folder):
    facts = {}
    for name, text in written.items():
        if text:
            facts[name] = escaped(text.replace(folder, "<folder>") if folder else text)
    if logs.lines:
        facts["logging"] = "\n".join(logs.lines)
    if warned:
        facts["warnings"] = "\n".join("%s: %s" % (type_name(one.category), escaped(str(one.message))) for one in warned[:50])
    if outcome.lazy:
        facts["lazy"] = outcome.lazy
        facts["end"] = str(outcome.end)
        facts["items"] = " ".join(outcome.item_digests)
    if outcome.raised is not None:
        facts["when"] = outcome.when
    if any(outcome.consumed):
        facts["consumed"] = repr(outcome.consumed)
    if case.oneshots:
        facts["taken"] = repr([(one.taken, one.ended) for one in case.oneshots])
    if left or outcome.tasks:
        facts["left running"] = "%d threads, %d tasks" % (left, outcome.tasks)
    if case.calls:
        facts["calls"] = record_text(list(case.calls), 3000, folder)
    if folder:
        files = _files(folder)
        if files:
            facts["files"] = "\n".join(files)
    changed = []
    for name, value in after.items():
        if value == settings[name]:
            continue
        if name in ("exit calls", "finalizers", "open files"):
            value = "%+d" % (int(value) - int(settings[name]))
        changed.append("%s: %s" % (name, value))
    if changed:
        facts["process"] = "\n".join(changed)
    return facts
