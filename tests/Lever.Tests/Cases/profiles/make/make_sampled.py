"""Samples workload.py from a second thread and traces a part of it, then writes what several profilers would have written.

The samples are real; the spellings follow each producer's documentation. Beside each file stands .expected: the weight of all
samples, then self and total of every function, a function counted once in a sample however often it recurs there.
Run from this folder with Python 3.12 or newer: python make_sampled.py
"""
import json
import marshal
import os
import random
import sys
import threading
import time

import workload

STANDARD_LIBRARY = os.path.dirname(os.__file__)
INTERVAL = 0.001


def neutral(path):
    if path.startswith(STANDARD_LIBRARY):
        return "/usr/lib/python3.12" + path[len(STANDARD_LIBRARY):]
    return "/srv/app/" + os.path.basename(path)


def short(path):
    return path.rsplit("/", 1)[1]


def stack_of(frame):
    stack = []
    while frame is not None:
        if frame.f_globals.get("__name__") != "__main__":
            stack.append((frame.f_code.co_name, neutral(frame.f_code.co_filename), frame.f_lineno))
        frame = frame.f_back
    return stack[::-1]


def sample(count):
    """(thread, stack from root to leaf) of the working and of an idle thread, count times."""
    done, never = threading.Event(), threading.Event()

    def work():
        while not done.is_set():
            workload.main()

    threads = {"MainThread": threading.Thread(target=work), "Idle": threading.Thread(target=never.wait)}
    for thread in threads.values():
        thread.start()
    samples = []
    while len(samples) < 2 * count:
        time.sleep(INTERVAL)
        frames = sys._current_frames()
        for name, thread in threads.items():
            stack = stack_of(frames[thread.ident])
            if len(stack) < 24:
                samples.append((name, stack))
    done.set()
    never.set()
    return samples


def trace():
    """Calls and returns of a small run, as (opens, function, file, first line, microsecond)."""
    events, clock = [], iter(range(0, 10 ** 9, 7))
    jitter = random.Random(3)
    now = [0]

    def observe(frame, event, _):
        if event not in ("call", "return") or "workload" not in frame.f_code.co_filename:
            return
        now[0] += next(clock) % 23 + jitter.randrange(4)
        code = frame.f_code
        events.append((event == "call", code.co_name, neutral(code.co_filename), code.co_firstlineno, now[0]))

    sys.setprofile(observe)
    workload.fib(5)
    workload.is_even(5)
    workload.Tree(2).size()
    workload.ledger(4)
    sys.setprofile(None)
    return events


def expect(path, stacks):
    """stacks: (functions from root to leaf, weight)."""
    own, total, weight = {}, {}, 0
    for functions, w in stacks:
        weight += w
        own[functions[-1]] = own.get(functions[-1], 0) + w
        for function in set(functions):
            total[function] = total.get(function, 0) + w
    with open(path + ".expected", "w") as out:
        out.write("%r\n" % weight)
        for name, file in sorted(total):
            out.write("%s\t%s\t%r\t%r\n" % (file, name, own.get((name, file), 0), total[name, file]))


def fold(path, samples, spell, weight=1, thread=lambda name: "", header=""):
    counts = {}
    for name, stack in samples:
        line = thread(name) + ";".join(map(spell, stack))
        counts[line] = counts.get(line, 0) + weight
    with open(path, "w") as out:
        out.write(header)
        for line in sorted(counts):
            out.write("%s %d\n" % (line, counts[line]))


def keys(stack, file=lambda path: path):
    return [(name, file(path)) for name, path, _ in stack]


def write_folded(samples):
    busy = [(name, stack) for name, stack in samples if name != "Idle"]

    path = "../folded/py-spy-raw.folded"
    fold(path, busy, lambda f: "%s (%s:%d)" % (f[0], short(f[1]), f[2]))
    expect(path, [(keys(stack, short), 1) for _, stack in busy])

    path = "../folded/py-spy-threads-idle.folded"
    some = samples[:200]
    fold(path, some, lambda f: "%s (%s:%d)" % f, thread=lambda name: "thread (0x7F12C0): %s;" % name)
    expect(path, [(keys(stack), 1) for _, stack in some])

    path = "../folded/austin-3.austin"
    some = samples[:160]
    fold(path, some, lambda f: "%s:%s:%d" % (f[1], f[0], f[2]), weight=1000,
         thread=lambda name: "P41;T0:%d;" % (99 if name == "Idle" else 41),
         header="# austin: 3.7.0\n# interval: 1000\n# mode: wall\n\n")
    expect(path, [(keys(stack), 0.001) for _, stack in some])

    path = "../folded/austin-1.txt"
    some = busy[:80]
    fold(path, some, lambda f: "%s (%s);L%d" % f, weight=1000, thread=lambda name: "Thread 55a2ed201f00;")
    expect(path, [(keys(stack), 0.001) for _, stack in some])

    path = "../folded/tachyon.collapsed"
    some = busy[:120]
    fold(path, some, lambda f: "%s:%s:%d" % (short(f[1]), f[0], f[2]), thread=lambda name: "tid:7712;")
    expect(path, [(keys(stack, short), 1) for _, stack in some])

    path = "../folded/perf-trampoline.folded"
    some = busy[:80]
    fold(path, some, lambda f: "py::%s:%s" % (f[0], f[1]), weight=2004008, thread=lambda name: "python;_start;Py_RunMain;")
    expect(path, [([(n, "") for n in ("python", "_start", "Py_RunMain")] + keys(stack), 2004008) for _, stack in some])


def write_tachyon_pstats(samples):
    stats = {("__sampled__",): True}
    busy = [stack for name, stack in samples if name != "Idle"][:150]
    for stack in busy:
        places = [(file, line, name) for name, file, line in stack]
        for place in set(places):
            cc, nc, tt, ct, callers = stats.get(place, (0, 0, 0.0, 0.0, {}))
            leaf = place == places[-1]
            stats[place] = (cc + leaf, nc + 1, tt + leaf * INTERVAL, ct + INTERVAL, callers)
        for caller, callee in set(zip(places, places[1:])):
            callers = stats[callee][4]
            callers[caller] = callers.get(caller, 0) + 1
    with open("../pstats/tachyon-3.15.pstats", "wb") as file:
        marshal.dump(stats, file)


def write_speedscope_sampled(samples):
    frames, index = [], {}

    def intern(frame):
        if frame not in index:
            index[frame] = len(frames)
            frames.append({"name": frame[0], "file": frame[1], "line": frame[2], "col": None})
        return index[frame]

    some = samples[:240]
    profiles = []
    for thread in ("MainThread", "Idle"):
        stacks = [stack for name, stack in some if name == thread]
        profiles.append({"type": "sampled", "name": 'Thread 0x7F12C0 "%s"' % thread, "unit": "seconds", "startValue": 0.0,
                         "endValue": len(stacks) * 0.01, "samples": [[intern(f) for f in stack] for stack in stacks],
                         "weights": [0.01] * len(stacks)})
    document = {"$schema": "https://www.speedscope.app/file-format-schema.json", "profiles": profiles,
                "shared": {"frames": frames}, "activeProfileIndex": None, "exporter": "py-spy@0.4.1", "name": "py-spy profile"}
    path = "../speedscope/py-spy.speedscope.json"
    with open(path, "w") as out:
        json.dump(document, out, separators=(",", ":"))
    expect(path, [(keys(stack), 0.01) for _, stack in some])


def write_speedscope_evented(events):
    frames, index, out = [], {}, []
    for opens, name, file, line, at in events:
        key = (name, file, line)
        if key not in index:
            index[key] = len(frames)
            frames.append({"name": name, "file": file, "line": line})
        out.append({"type": "O" if opens else "C", "frame": index[key], "at": at})
    document = {"$schema": "https://www.speedscope.app/file-format-schema.json", "shared": {"frames": frames},
                "profiles": [{"type": "evented", "name": "work", "unit": "microseconds", "startValue": 0,
                              "endValue": events[-1][4], "events": out}],
                "name": "trace", "activeProfileIndex": 0, "exporter": "tracer"}
    path = "../speedscope/evented.speedscope.json"
    with open(path, "w") as file:
        json.dump(document, file, indent=1)
    stacks, stack, last = [], [], 0
    for opens, name, file, line, at in events:
        if stack:
            stacks.append(([(n, f) for n, f in stack], (at - last) / 1e6))
        last = at
        if opens:
            stack.append((name, file))
        else:
            assert stack.pop() == (name, file)
    expect(path, stacks)


if __name__ == "__main__":
    workload_samples = sample(300)
    write_folded(workload_samples)
    write_tachyon_pstats(workload_samples)
    write_speedscope_sampled(workload_samples)
    write_speedscope_evented(trace())
