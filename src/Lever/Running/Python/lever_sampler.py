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
import warnings

_SELF = os.path.abspath(__file__)
_DEEPEST = 256
_MOST_STACKS = 1_000_000
_LATE = 3
_MUCH_IN_CHILDREN = 0.2

# Methods of compiled code that wait, and what they are in Python's own library; by name alone, since what they are called on is not known afterwards.
_WAITS = {"sleep": "time.sleep", "acquire": "_thread.lock.acquire", "waitpid": "posix.waitpid", "fsync": "posix.fsync"}
_WAITS.update((name, "_socket.socket." + name) for name in ("recv", "recv_into", "recvfrom", "send", "sendall", "connect", "accept"))
_WAITS.update((name, "_io.BufferedReader." + name) for name in ("read", "read1", "readline", "readlines", "readinto"))
_LOCK_ENTERED = "_thread.lock.__enter__"


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
        self.has_signal = hasattr(signal, "setitimer")
        # Waits are drawn around the interval, so that a program with a beat of its own is not met at the same place each time.
        self.seed = 88172645463325252

    def start(self):
        self.begun = time.time_ns()
        self.first = time.perf_counter_ns()
        self.sampled = time.process_time()
        self.is_deaf = False
        self.is_over = False
        self.main = threading.get_ident()
        self.cpu_since(self.main)
        if self.has_signal:
            signal.signal(signal.SIGPROF, self.tick)
            signal.setitimer(signal.ITIMER_PROF, self.interval, self.interval)
        self.start_watching()
        # A process with threads is not safe to fork.
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(before=self.before_fork, after_in_parent=self.after_fork)
            # Python 3.13 looks for threads after that, and finds this one again.
            warnings.filterwarnings("ignore", ".*multi-threaded, use of (fork|forkpty)", DeprecationWarning)

    def start_watching(self):
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.watch, name="lever-sampler", daemon=True)
        self.thread.start()

    def stop_watching(self):
        self.stopped.set()
        if threading.get_ident() != self.thread.ident:
            self.thread.join(5)

    def before_fork(self):
        if os.getpid() == self.pid:
            self.stop_watching()

    def after_fork(self):
        if os.getpid() == self.pid and not self.is_over:
            self.start_watching()

    def stop(self):
        self.is_over = True
        if self.has_signal:
            signal.setitimer(signal.ITIMER_PROF, 0)
        self.stop_watching()
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
                elif elapsed - (used - before) > elapsed // 8:
                    self.add(ident, frame, 0, elapsed - (used - before), 0, frame.f_lasti)

    def draw(self):
        seed = self.seed
        seed ^= (seed << 13) & 0xFFFFFFFFFFFFFFFF
        seed ^= seed >> 7
        seed ^= (seed << 17) & 0xFFFFFFFFFFFFFFFF
        self.seed = seed
        return (seed >> 11) / (1 << 53)

    def add(self, ident, frame, samples, wall, cpu, waits_at=-1):
        """The instruction at which a thread waits tells in which compiled function it does so: those have no frames."""
        path = []
        while frame is not None and len(path) < _DEEPEST:
            path.append((frame.f_code, frame.f_lineno))
            frame = frame.f_back
        key = (ident, tuple(path), waits_at)
        known = self.stacks.get(key)
        if known is None and len(self.stacks) >= _MOST_STACKS:
            key = (ident, tuple(path[-1:]), -1)
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
    # Without the lock of `threading.enumerate`, which the thread that a signal interrupts may hold.
    thread = threading._active.get(ident)
    return thread.name if thread else "thread %d" % ident


class WaitNames:
    """Names the compiled function that a thread waited in, by the instructions before the call."""

    def __init__(self):
        self.codes = {}

    def at(self, code, offset):
        """Null where the instruction calls nothing that is known to wait."""
        if code not in self.codes:
            self.codes[code] = self.read(code)
        return self.codes[code].get(offset)

    @staticmethod
    def read(code):
        import dis

        found = {}
        before = []
        for at in dis.get_instructions(code):
            name = at.opname
            if name in ("BEFORE_WITH", "SETUP_WITH"):
                called = next((earlier.argval for earlier in reversed(before) if earlier.opname.startswith("LOAD_")), None)
                if isinstance(called, str) and any(word in called.lower() for word in ("lock", "mutex", "sem")):
                    found[at.offset] = _LOCK_ENTERED
            elif name == "CALL" and before[-1].opname == "PRECALL":
                # They are one call, and either may be where it waits.
                if before[-1].offset in found:
                    found[at.offset] = found[before[-1].offset]
            elif name in ("CALL", "PRECALL", "CALL_KW", "CALL_FUNCTION", "CALL_METHOD", "CALL_FUNCTION_KW"):
                wait = _WAITS.get(WaitNames.called(before, at.arg + (name in ("CALL_KW", "CALL_FUNCTION_KW"))))
                if wait:
                    found[at.offset] = wait
            before.append(at)
        return found

    @staticmethod
    def called(before, pushed):
        """The name of what is called, which stands before all that makes its arguments."""
        import dis

        for at in reversed(before):
            if pushed <= 0 and at.opname != "PUSH_NULL":
                return at.argval if at.opname in ("LOAD_METHOD", "LOAD_ATTR", "LOAD_GLOBAL", "LOAD_NAME") else None
            pushed -= dis.stack_effect(at.opcode, at.arg if at.opcode >= dis.HAVE_ARGUMENT else None, jump=False)
        return None


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
        return self.place(code, getattr(code, "co_qualname", code.co_name), code.co_filename, code.co_firstlineno, line or code.co_firstlineno)

    def builtin(self, name):
        return self.place(name, "<built-in method %s>" % name, "", 0, 0)

    def place(self, identity, name, file, first, line):
        known = self.locations.get((identity, line))
        if known:
            return known
        function = self.functions.get(identity)
        if not function:
            function = self.functions[identity] = len(self.functions) + 1
            out = bytearray()
            number(1, function, out)
            number(2, self.text(name), out)
            number(4, self.text(file), out)
            number(5, first, out)
            nested(5, out, self.tables)
        known = self.locations[(identity, line)] = len(self.locations) + 1
        at = bytearray()
        number(1, function, at)
        number(2, line, at)
        out = bytearray()
        number(1, known, out)
        nested(4, at, out)
        nested(4, out, self.tables)
        return known


def encode(sampler):
    profile = Profile()
    waits = WaitNames()
    out = bytearray()
    for name, unit in (("samples", "count"), ("wall", "nanoseconds"), ("cpu", "nanoseconds")):
        kind = bytearray()
        number(1, profile.text(name), kind)
        number(2, profile.text(unit), kind)
        nested(1, kind, out)
    for (ident, path, waits_at), values in sampler.stacks.items():
        wait = waits.at(path[0][0], waits_at) if waits_at >= 0 else None
        path = [at for at in path if at[0].co_filename != _SELF and not at[0].co_filename.endswith("runpy.py") and at[0].co_filename != "<frozen runpy>"]
        if not path:
            continue
        places, weights, label, sample = bytearray(), bytearray(), bytearray(), bytearray()
        if wait:
            varint(profile.builtin(wait), places)
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


def write_when_told_to_end(sampler, path):
    """The signal that ends services ends this one as it would have, once the profile is written; a handler of the program's own takes its place."""

    def end(number, frame):
        if os.getpid() == sampler.pid:
            sampler.stop()
            write(sampler, path)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        signal.signal(signal.SIGTERM, end)


def show_as_the_program_would(kind, trouble, trace):
    """A traceback without the frames around the program."""
    at = trace
    while at is not None and (at.tb_frame.f_code.co_filename == _SELF or "runpy" in at.tb_frame.f_code.co_filename):
        at = at.tb_next
    sys.__excepthook__(kind, trouble.with_traceback(at) if at else trouble, at or trace)


def tell_of_children():
    times = os.times()
    used = times.children_user + times.children_system
    if used > max(_MUCH_IN_CHILDREN * (times.user + times.system), 0.1):
        sys.stderr.write("lever: note: processes that the program started used %.1f s of processor time, which is not in the profile; `--with perf` sees them\n" % used)


def main():
    path, hertz, arguments = sys.argv[1], float(sys.argv[2]), sys.argv[3:]
    import runpy

    sampler = Sampler(hertz)
    sys.excepthook = show_as_the_program_would
    write_when_told_to_end(sampler, path)
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
            tell_of_children()


if __name__ == "__main__":
    main()
