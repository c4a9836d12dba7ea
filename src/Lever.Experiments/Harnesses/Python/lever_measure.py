"""Time, executed instructions and memory of calls. Every clock was taken before the project was imported."""
import asyncio
import collections
import gc
import sys
import threading
import time
import tracemalloc
import inspect
import _thread

try:
    import resource
except ImportError:
    resource = None

from lever_canon import Graph
from lever_observe import Alarm, TooLong, observe, _settle
from lever_state import threads

_wall = time.perf_counter_ns
_process = time.process_time_ns
_usage = resource.getrusage if resource else None
_children = resource.RUSAGE_CHILDREN if resource else None
_itself = resource.RUSAGE_SELF if resource else None
_collect, _disable, _enable, _is_enabled = gc.collect, gc.disable, gc.enable, gc.isenabled
_freeze = getattr(gc, "freeze", lambda: None)
_drain = collections.deque
_settrace, _gettrace = sys.settrace, sys.gettrace
_monitoring = getattr(sys, "monitoring", None)
_COUNTED = 300000
_COPIES = 20000


def children_ns():
    if not _usage:
        return 0
    usage = _usage(_children)
    return int((usage.ru_utime + usage.ru_stime) * 1e9)


def peak_bytes():
    return _usage(_itself).ru_maxrss * (1024 if sys.platform != "darwin" else 1) if _usage else 0


def cpu_ns():
    return _process() + children_ns()


def tick_ns():
    """The smallest step that both clocks are seen to take."""
    steps = []
    for clock in (_wall, _process):
        best = None
        for _ in range(50):
            first = clock()
            then = clock()
            while then == first:
                then = clock()
            best = then - first if best is None else min(best, then - first)
        steps.append(best)
    return max(steps)


_tick = tick_ns()
TARGET_NS = max(3000000, 1000 * _tick)


def _loop(arity, names, form):
    """The loop around the calls, written out for their number of arguments, and the same loop without the call."""
    given = ["a%d" % at for at in range(arity)] + ["%s=k%d" % (name, at) for at, name in enumerate(names)]
    held = ["a%d" % at for at in range(arity)] + ["k%d" % at for at in range(len(names))]
    pattern = "(%s,)" % ", ".join(held) if held else "_"
    call = "f(%s)" % ", ".join(given)
    body = {"call": call, "drain": "drain(%s, 0)" % call, "await": "await " + call,
            "adrain": "async for _ in %s: pass" % call, "raise": "try: %s\n        except BaseException: pass" % call, "none": "pass"}[form]
    kind = "async def" if form in ("await", "adrain") else "def"
    source = ("%s run(f, calls, wall, cpu, drain):\n    c = cpu(); w = wall()\n    for %s in calls:\n        %s\n    w = wall() - w; c = cpu() - c\n    return c, w\n"
              % (kind, pattern, body))
    space = {}
    exec(compile(source, "<lever>", "exec"), space)
    return space["run"]


class Timing:
    """Measures one target, again and again, on inputs that are new in every round."""

    def __init__(self, target, wire, state, folder):
        self._target, self._wire, self._state, self._folder = target, wire, state, folder
        self._loops = None
        self._runs = {}

    def measure(self, cases, inputs, fresh, consume, seconds):
        """`inputs` distinct calls, repeated until a measurement is long enough; `fresh` gives every call its own copies."""
        started = cpu_ns()
        if self._loops is None:
            # What the imports left lives as long as the process; each collection would go through all of it again.
            _collect()
            _freeze()
        if len(cases) == 0:
            return {"problem": "there are no inputs to time"}
        made, trouble = self._usable(cases, consume, seconds)
        if not made and cases.loose() is not None:
            cases = cases.loose()
            made, trouble = self._usable(cases, consume, seconds)
        if not made:
            return {"problem": trouble}
        made = made[:inputs]
        flavour = "await" if self._target.flavour == "coroutine" else "adrain" if self._target.flavour == "async generator" else "drain" if consume else "call"
        shortest = min(one[2] for one in made)
        loops = self._loops or max(1, min(1 << 20, int(1.3 * TARGET_NS / max(200, shortest) / len(made)) or 1))
        for _ in range(12):
            c, w, count, base = self._once(cases, made, loops, fresh, flavour)
            limited = fresh and count >= _COPIES
            if c >= TARGET_NS or w >= 8 * TARGET_NS or limited:
                break
            loops = max(loops + 1, min(loops * 8, int(loops * 1.3 * TARGET_NS / max(c, 1))))
        self._loops = loops if w < 6 * TARGET_NS else max(1, loops // 2)
        c, w = max(1, c - base[0]), max(1, w - base[1])
        return {"cpu": c, "wall": w, "calls": count, "inputs": len(made), "index": made[0][0], "tick": _tick, "spent": cpu_ns() - started, "peak": peak_bytes(),
                "short": bool(limited and w < TARGET_NS)}

    def _usable(self, cases, consume, seconds):
        """The inputs that can be made and raise nothing, with the time of one call; and what is wrong with the others."""
        made, trouble = [], "no input for timing can be made"
        for index in range(len(cases)):
            try:
                case = cases.make(index)
            except Exception:
                continue
            try:
                with Alarm(seconds):
                    began = _wall()
                    raised = self._call_once(case, consume)
                    took = _wall() - began
            except TooLong:
                return [], "a call takes longer than %g s" % seconds
            if raised is None:
                made.append((index, case, took))
            else:
                trouble = "every input made for timing raises %s; give inputs" % raised
        return made, trouble

    def _call_once(self, case, consume):
        try:
            result = self._target.function(*case.args, **case.kwargs)
            if inspect.iscoroutine(result) or inspect.isasyncgen(result):
                async def run():
                    if inspect.iscoroutine(result):
                        return await result
                    async for _ in result:
                        pass
                _run(run())
            elif consume:
                _drain(result, 0)
        except TooLong:
            raise
        except BaseException as trouble:
            return type(trouble).__name__
        return None

    def _once(self, cases, made, loops, fresh, flavour):
        names = tuple(made[0][1].kwargs)
        arity = len(made[0][1].args)
        same = [index for index, case, _ in made if tuple(case.kwargs) == names and len(case.args) == arity]
        calls = []
        if fresh:
            loops = max(1, min(loops, _COPIES // len(same)))
            for _ in range(loops):
                for index in same:
                    case = cases.make(index)
                    calls.append(tuple(case.args) + tuple(case.kwargs.values()))
        else:
            # A call that changed its arguments would have asked for fresh ones.
            calls = [tuple(case.args) + tuple(case.kwargs.values()) for index, case, _ in made if index in same] * loops
        # What the function might reach by its caller's frame cannot be shortened.
        calls = tuple(calls)
        run, empty = self._written(arity, names, flavour), self._written(arity, names, "none")
        held = threads()
        _collect()
        self._wire.caught()
        before_children = children_ns()
        if flavour in ("await", "adrain"):
            c, w = _run(run(self._target.function, calls, _wall, _process, _drain))
        else:
            c, w = run(self._target.function, calls, _wall, _process, _drain)
        if threads() > held:
            # Work that was left to threads is part of the price.
            c0, w0 = _process(), _wall()
            _settle(held)
            c, w = c + _process() - c0, w + _wall() - w0
        c += children_ns() - before_children
        base = empty(None, calls, _wall, _process, _drain)
        self._wire.caught()
        return c, w, len(calls), base

    def _written(self, arity, names, form):
        key = (arity, names, form)
        if key not in self._runs:
            self._runs[key] = _loop(arity, names, form)
        return self._runs[key]


def _run(coroutine):
    loop = asyncio.new_event_loop()
    try:
        asyncio.set_event_loop(loop)
        return loop.run_until_complete(coroutine)
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
        try:
            # Tasks that were left behind run on to their end.
            left = asyncio.all_tasks(loop)
            if left:
                loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        except BaseException:
            pass
        asyncio.set_event_loop(None)
        loop.close()


class Enough(BaseException):
    """More instructions than are counted."""


def count(target, case, consume=True):
    """Instructions of Python code that a call executes, up to a limit: the same on every run, other than time."""
    return (_count_monitored if _monitoring else _count_traced)(target, case, consume)


def _finish(target, case, consume):
    try:
        result = target.function(*case.args, **case.kwargs)
        if inspect.iscoroutine(result):
            _run(result)
        elif inspect.isasyncgen(result):
            async def run():
                async for _ in result:
                    pass
            _run(run())
        elif consume and hasattr(type(result), "__next__"):
            _drain(result, 0)
    except (Enough, TooLong):
        raise
    except BaseException:
        pass


def _count_traced(target, case, consume):
    seen = [0]
    own = __name__

    def local(frame, event, argument):
        if event == "opcode":
            seen[0] += 1
            if seen[0] >= _COUNTED:
                raise Enough()
        return local

    def trace(frame, event, argument):
        if frame.f_globals.get("__name__") == own:
            return None
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        return local

    before, enabled = _gettrace(), _is_enabled()
    _disable()
    _settrace(trace)
    try:
        _finish(target, case, consume)
    except Enough:
        pass
    finally:
        _settrace(before)
        if enabled:
            _enable()
    return seen[0]


def _count_monitored(target, case, consume):
    seen, tool = [0], 4
    events = _monitoring.events

    def step(code, offset):
        seen[0] += 1
        if seen[0] == _COUNTED:
            _monitoring.set_events(tool, 0)

    enabled = _is_enabled()
    _disable()
    _monitoring.use_tool_id(tool, "lever")
    try:
        _monitoring.register_callback(tool, events.INSTRUCTION, step)
        _monitoring.set_events(tool, events.INSTRUCTION)
        try:
            _finish(target, case, consume)
        finally:
            _monitoring.set_events(tool, 0)
    finally:
        _monitoring.register_callback(tool, events.INSTRUCTION, None)
        _monitoring.free_tool_id(tool)
        if enabled:
            _enable()
    return seen[0]


def memory(target, case, consume, seconds):
    """Bytes that a call holds at its peak, beyond those before it, and blocks that its result keeps."""
    _collect()
    tracemalloc.start(1)
    try:
        first, _ = tracemalloc.get_traced_memory()
        if hasattr(tracemalloc, "reset_peak"):
            tracemalloc.reset_peak()
        blocks = sys.getallocatedblocks()
        try:
            with Alarm(seconds):
                result = target.function(*case.args, **case.kwargs)
                if inspect.iscoroutine(result):
                    result = _run(result)
                elif consume and hasattr(type(result), "__next__"):
                    _drain(result, 0)
        except BaseException as trouble:
            return {"problem": "it raises " + type(trouble).__name__}
        kept = sys.getallocatedblocks() - blocks
        now, peak = tracemalloc.get_traced_memory()
        return {"peak": max(0, peak - first), "kept": max(0, now - first), "blocks": kept}
    finally:
        tracemalloc.stop()
