"""Runs the project's tests or a script and keeps the arguments that the target is called with, as they are before each call."""
import dis
import doctest
import io
import os
import pickle
import random
import runpy
import signal
import sys
import threading
import unittest

from lever_target import Untestable

_Random = random.Random
_dumps = pickle.dumps
_monitoring = getattr(sys, "monitoring", None)
_CALL_BYTES = 1 << 20


def _start(code):
    """Where a frame stands when it begins: a generator's is entered once more for every item, further down."""
    if not code.co_flags & 0x2a0:
        return sys.maxsize
    return next((step.offset for step in dis.get_instructions(code) if step.opname == "RESUME"), -1)


class Recorder:
    """A sample of the calls, drawn evenly by a reservoir; equal ones are kept once."""

    def __init__(self, target, limit, most_bytes, seed):
        code = target.code
        if code is None:
            raise Untestable("calls of `%s` cannot be watched" % target.name)
        self._file, self._line, self._name, self._bare = os.path.realpath(code.co_filename), code.co_firstlineno, code.co_name, target.kind == "classmethod"
        self._limit, self._most_bytes, self._rng = limit, most_bytes, _Random(seed)
        self._start = _start(code)
        self._known, self._busy, self._answers = {}, threading.local(), {}
        self.calls, self.seen, self.distinct, self.unkept, self.bytes = [], 0, 0, 0, 0

    def wants(self, code):
        """Whether a code object is the target's: one module may be loaded twice, under two names."""
        answer = self._answers.get(code)
        if answer is None:
            answer = code.co_firstlineno == self._line and code.co_name == self._name and os.path.realpath(code.co_filename) == self._file
            self._answers[code] = answer
        return answer

    def keep(self, frame):
        if getattr(self._busy, "now", False):
            return
        self._busy.now = True
        try:
            self._take(frame)
        finally:
            self._busy.now = False

    def _take(self, frame):
        code, held = frame.f_code, frame.f_locals
        self.seen += 1
        names = code.co_varnames
        args = [held[name] for name in names[:code.co_argcount] if name in held]
        at = code.co_argcount + code.co_kwonlyargcount
        kwargs = {name: held[name] for name in names[code.co_argcount:at] if name in held}
        if code.co_flags & 4:
            args.extend(held.get(names[at], ()))
            at += 1
        if code.co_flags & 8:
            kwargs.update(held.get(names[at], {}))
        if self._bare:
            args = args[1:]
        try:
            data = _dumps((args, kwargs), 4)
        except Exception:
            self.unkept += 1
            return
        if len(data) > _CALL_BYTES:
            self.unkept += 1
            return
        mark = hash(data)
        if mark in self._known:
            return
        self._known[mark] = True
        self.distinct += 1
        if len(self.calls) < self._limit and self.bytes + len(data) <= self._most_bytes:
            self.calls.append(data)
            self.bytes += len(data)
            return
        place = self._rng.randrange(self.distinct)
        if place < len(self.calls) and self.bytes - len(self.calls[place]) + len(data) <= self._most_bytes:
            self.bytes += len(data) - len(self.calls[place])
            self.calls[place] = data

    def watch(self):
        if _monitoring:
            self._watch_monitored()
            return
        profile = self._profile
        threading.setprofile(profile)
        sys.setprofile(profile)

    def _profile(self, frame, event, argument):
        if event == "call" and self.wants(frame.f_code) and frame.f_lasti <= self._start:
            self.keep(frame)

    def _watch_monitored(self):
        events = _monitoring.events

        def started(code, offset):
            if not self.wants(code):
                return _monitoring.DISABLE
            self.keep(sys._getframe(1))
        for tool in (5, 4, 3):
            if _monitoring.get_tool(tool) is None:
                self._tool = tool
                break
        _monitoring.use_tool_id(self._tool, "lever")
        _monitoring.register_callback(self._tool, events.PY_START, started)
        _monitoring.set_events(self._tool, events.PY_START)

    def stop(self):
        if _monitoring:
            _monitoring.set_events(self._tool, 0)
            _monitoring.free_tool_id(self._tool)
            return
        sys.setprofile(None)
        threading.setprofile(None)


def _over(number, frame):
    raise KeyboardInterrupt


class _Deadline:
    """Ends tests that take too long, as a user at the keyboard would: what was kept until then stays."""

    def __init__(self, seconds):
        self._seconds = seconds if hasattr(signal, "setitimer") else None

    def __enter__(self):
        if self._seconds:
            self._before = signal.signal(signal.SIGALRM, _over)
            # Once more, where the first is swallowed.
            signal.setitimer(signal.ITIMER_REAL, self._seconds, 0.5)

    def __exit__(self, kind, trouble, trace):
        if self._seconds:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)
        return kind is KeyboardInterrupt


def _run_examples(module):
    """The examples in the module's docstrings are calls as its author meant them."""
    runner = doctest.DocTestRunner(verbose=False)
    for test in doctest.DocTestFinder(exclude_empty=True).find(module):
        runner.run(test, out=lambda text: None)


def record(target, how, arguments, limit, most_bytes, seed, path, seconds=None):
    """`how` is `pytest`, `unittest` or `script`; the sample goes to `path`. After `seconds` it makes do with what it has."""
    recorder = Recorder(target, limit, most_bytes, seed)
    argv, code = list(sys.argv), None
    recorder.watch()
    try:
        if how != "script":
            with _Deadline(seconds / 4 if seconds else None):
                try:
                    _run_examples(target.module)
                except Exception:
                    pass
        with _Deadline(seconds * 3 / 4 if seconds else None):
            try:
                code = _run(how, list(arguments))
            except Untestable:
                if not recorder.calls:
                    raise
    finally:
        recorder.stop()
        sys.argv = argv
    with open(path, "wb") as file:
        pickle.dump({"target": "%s:%s" % (target.module.__name__, target.name), "calls": recorder.calls}, file, 4)
    return {"path": path, "kept": len(recorder.calls), "seen": recorder.seen, "distinct": recorder.distinct,
            "unkept": recorder.unkept, "bytes": recorder.bytes, "exit": code}


def _run(how, arguments):
    try:
        if how == "pytest":
            try:
                import pytest
            except ImportError:
                raise Untestable("the interpreter has no pytest") from None
            return int(pytest.main(["-q", "-p", "no:cacheprovider"] + arguments))
        if how == "unittest":
            program = unittest.main(module=None, argv=["unittest"] + (arguments or ["discover"]), exit=False, testRunner=unittest.TextTestRunner(stream=io.StringIO()))
            return 0 if program.result.wasSuccessful() else 1
        sys.argv = arguments
        if arguments and arguments[0] == "-m":
            sys.argv = arguments[1:]
            runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
        else:
            sys.path.insert(0, os.path.dirname(os.path.abspath(arguments[0])))
            runpy.run_path(arguments[0], run_name="__main__")
        return 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except Untestable:
        raise
    except Exception:
        return 1
