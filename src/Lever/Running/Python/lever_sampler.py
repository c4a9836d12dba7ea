"""Runs a Python program and samples the stacks of its threads: wall and CPU time, written as a pprof profile.

Started by `lever profile run` as `python lever_sampler.py OUT HERTZ script.py ARGS...`, or with `-m MODULE` or `-c CODE` in
place of the script. Needs the interpreter only, 3.8 or later; memory grows with the distinct stacks and not with time.
"""

import os
import signal
import sys
import threading
import time
import gzip

_SELF = os.path.abspath(__file__)
_DEEPEST = 256
_MOST_STACKS = 1_000_000
_LATE = 3


class Sampler:
    """
    CPU time is sampled by a signal that comes after so much of it: a thread that asks for the interpreter's lock gets it mostly where others let go of
    it, and would see those places too often. Waiting is sampled by a thread, since what waits has let go. Python hands signals to the main thread alone:
    where that is in a call that does not come back, such as a join, the thread samples CPU time as well, and better there than nowhere.
    """

    def __init__(self, hertz):
        self.interval = 1.0 / hertz
        self.stacks = {}
        self.names = {}
        self.cpu = {}
        self.waits = {}
        self.pid = os.getpid()
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.watch, name="lever-sampler", daemon=True)
        self.has_signal = hasattr(signal, "setitimer")
        # Waits are drawn around the interval, so that a program with a beat of its own is not met at the same place each time.
        self.seed = 88172645463325252

    def start(self):
        self.begun = time.time_ns()
        self.first = time.perf_counter_ns()
        self.sampled = time.process_time()
        self.is_deaf = False
        self.main = threading.get_ident()
        self.cpu_since(self.main)
        if self.has_signal:
            signal.signal(signal.SIGPROF, self.tick)
            signal.setitimer(signal.ITIMER_PROF, self.interval, self.interval)
        self.thread.start()

    def stop(self):
        if self.has_signal:
            signal.setitimer(signal.ITIMER_PROF, 0)
        self.stopped.set()
        self.thread.join(5)
        self.duration = time.perf_counter_ns() - self.first

    def tick(self, number, frame):
        """Some CPU time has gone by: the threads that used it did so where they are now."""
        frames = sys._current_frames()
        frames[self.main] = frame
        self.is_deaf = False
        self.sample(frames)

    def sample(self, frames):
        self.sampled = time.process_time()
        for ident, frame in frames.items():
            if ident != self.thread.ident:
                used = self.cpu_since(ident)
                if used > 0:
                    self.add(ident, frame, 1, used, used)

    def watch(self):
        last = time.perf_counter_ns()
        while not self.stopped.wait(self.interval * (0.5 + self.draw())):
            now = time.perf_counter_ns()
            elapsed, last = now - last, now
            frames = sys._current_frames()
            self.is_deaf |= self.has_signal and time.process_time() - self.sampled > _LATE * self.interval
            if self.is_deaf:
                self.sample(frames)
            for ident, frame in frames.items():
                if ident == self.thread.ident:
                    continue
                used = self.clock(ident)
                before = self.waits.get(ident, used)
                self.waits[ident] = used
                if not self.has_signal:
                    self.add(ident, frame, 1, elapsed, self.cpu_since(ident))
                elif elapsed - (used - before) > elapsed // 2:
                    self.add(ident, frame, 0, elapsed - (used - before), 0)

    def draw(self):
        seed = self.seed
        seed ^= (seed << 13) & 0xFFFFFFFFFFFFFFFF
        seed ^= seed >> 7
        seed ^= (seed << 17) & 0xFFFFFFFFFFFFFFFF
        self.seed = seed
        return (seed >> 11) / (1 << 53)

    def add(self, ident, frame, samples, wall, cpu):
        path = []
        while frame is not None and len(path) < _DEEPEST:
            path.append((frame.f_code, frame.f_lineno))
            frame = frame.f_back
        key = (ident, tuple(path))
        known = self.stacks.get(key)
        if known is None and len(self.stacks) >= _MOST_STACKS:
            key = (ident, tuple(path[-1:]))
            known = self.stacks.get(key)
        if known is None:
            known = self.stacks[key] = [0, 0, 0]
            self.names.setdefault(ident, name_of(ident))
        known[0] += samples
        known[1] += wall
        known[2] += cpu

    @staticmethod
    def clock(ident):
        """CPU time of a thread in nanoseconds; 0 where the system does not tell."""
        try:
            return time.clock_gettime_ns(time.pthread_getcpuclockid(ident))
        except (AttributeError, OSError):
            return 0

    def cpu_since(self, ident):
        """CPU time of a thread since this was last asked; all of it at first."""
        used = self.clock(ident)
        before = self.cpu.get(ident, 0)
        self.cpu[ident] = used
        return max(0, used - before)


def name_of(ident):
    for thread in threading.enumerate():
        if thread.ident == ident:
            return thread.name
    return "thread %d" % ident


def varint(value, out):
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def number(field, value, out):
    if value:
        varint(field << 3, out)
        varint(value, out)


def nested(field, content, out):
    varint(field << 3 | 2, out)
    varint(len(content), out)
    out += content


class Profile:
    """pprof's profile.proto, as far as stacks need it."""

    def __init__(self):
        self.texts = {"": 0}
        self.functions = {}
        self.locations = {}
        self.tables = bytearray()

    def text(self, text):
        return self.texts.setdefault(text, len(self.texts))

    def location(self, code, line):
        known = self.locations.get((code, line))
        if known:
            return known
        function = self.functions.get(code)
        if not function:
            function = self.functions[code] = len(self.functions) + 1
            out = bytearray()
            number(1, function, out)
            number(2, self.text(getattr(code, "co_qualname", code.co_name)), out)
            number(4, self.text(code.co_filename), out)
            number(5, code.co_firstlineno, out)
            nested(5, out, self.tables)
        known = self.locations[(code, line)] = len(self.locations) + 1
        at = bytearray()
        number(1, function, at)
        number(2, line or code.co_firstlineno, at)
        out = bytearray()
        number(1, known, out)
        nested(4, at, out)
        nested(4, out, self.tables)
        return known


def encode(sampler):
    profile = Profile()
    out = bytearray()
    for name, unit in (("samples", "count"), ("wall", "nanoseconds"), ("cpu", "nanoseconds")):
        kind = bytearray()
        number(1, profile.text(name), kind)
        number(2, profile.text(unit), kind)
        nested(1, kind, out)
    for (ident, path), values in sampler.stacks.items():
        path = [at for at in path if at[0].co_filename != _SELF and not at[0].co_filename.endswith("runpy.py") and at[0].co_filename != "<frozen runpy>"]
        if not path:
            continue
        places, weights, label, sample = bytearray(), bytearray(), bytearray(), bytearray()
        for code, line in path:
            varint(profile.location(code, line), places)
        for value in values:
            varint(value, weights)
        nested(1, places, sample)
        nested(2, weights, sample)
        number(1, profile.text("thread"), label)
        number(2, profile.text(sampler.names[ident]), label)
        nested(3, label, sample)
        nested(2, sample, out)
    out += profile.tables
    comment = profile.text("lever sampler, Python %d.%d.%d" % sys.version_info[:3])
    texts = bytearray()
    for text in profile.texts:
        nested(6, text.encode("utf-8", "replace"), texts)
    out += texts
    number(9, sampler.begun, out)
    number(10, sampler.duration, out)
    kind = bytearray()
    number(1, profile.texts["wall"], kind)
    number(2, profile.texts["nanoseconds"], kind)
    nested(11, kind, out)
    number(12, int(sampler.interval * 1e9), out)
    number(13, comment, out)
    return bytes(out)


def write(sampler, path):
    part = path + ".part"
    with gzip.open(part, "wb") as file:
        file.write(encode(sampler))
    os.replace(part, path)


def main():
    path, hertz, arguments = sys.argv[1], float(sys.argv[2]), sys.argv[3:]
    import runpy

    sampler = Sampler(hertz)
    # The program must find the world as if it had been started by itself.
    folder = sys.path[0]
    try:
        if arguments[0] == "-m":
            sys.argv = arguments[1:]
            sys.path[0] = os.getcwd()
            sampler.start()
            runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
        elif arguments[0] == "-c":
            sys.argv = ["-c"] + arguments[2:]
            sys.path[0] = ""
            code = compile(arguments[1], "<string>", "exec")
            main_module = type(sys)("__main__")
            main_module.__builtins__ = __builtins__
            sys.modules["__main__"] = main_module
            sampler.start()
            exec(code, main_module.__dict__)
        else:
            sys.argv = arguments
            sys.path[0] = os.path.dirname(os.path.abspath(arguments[0]))
            sampler.start()
            runpy.run_path(arguments[0], run_name="__main__")
    finally:
        # A child that was forked has no sampler, and the profile is its parent's.
        if os.getpid() == sampler.pid:
            sampler.stop()
            write(sampler, path)


if __name__ == "__main__":
    main()
