"""Writes the samples of ../speedscope/py-spy.speedscope.json as other producers would have written them.

The spellings follow each producer's documentation. Beside each file stands .expected, as make_sampled.py writes it.
Run from this folder with Python 3.9 or newer: python make_exports.py
"""
import json
import os

from make_sampled import expect, short

INTERVAL_NS = 10_000_000


def samples():
    """(thread, stack from the root of (function, file, line))."""
    with open("../speedscope/py-spy.speedscope.json") as file:
        document = json.load(file)
    frames = [(f["name"], f["file"], f["line"]) for f in document["shared"]["frames"]]
    for profile in document["profiles"]:
        thread = profile["name"].split('"')[1]
        for stack in profile["samples"]:
            yield thread, [frames[f] for f in stack]


def folder(name):
    os.makedirs("../" + name, exist_ok=True)
    return "../" + name + "/"


def write_perf_script(all_samples):
    """perf script of Python with its trampoline: native frames around, an inlined one, and the kernel at the leaf of some."""
    path = folder("perf-script") + "python-trampoline.perf"
    main, python, kernel = "/usr/lib/x86_64-linux-gnu/libc.so.6", "/usr/bin/python3.12 (deleted)", "[kernel.kallsyms]"
    expected = []
    with open(path, "w") as out:
        out.write("# ========\n# captured on    : Mon Nov 23 06:00:00 2026\n# ========\n#\n")
        for number, (thread, stack) in enumerate(all_samples[::3]):
            if number % 50 == 9:
                out.write("        python3 4100/4100 99.000000: PERF_RECORD_LOST lost 3\nLOST 3 events!\n\n")
            frames = [("__libc_start_main@@GLIBC_2.34", main, ""), ("_PyEval_Vector", python, ""),
                      ("_PyEval_EvalFrame", "inlined", "")]
            frames += [("py::%s:%s" % (name, file), "/tmp/perf-4100.map", file) for name, file, _ in stack]
            if number % 7 == 0:
                frames += [("entry_SYSCALL_64_after_hwframe", kernel, ""), ("do_syscall_64", kernel, "")]
            out.write("%16s  4100/%d [00%d] %d.%06d:   10000000 cpu-clock:pppH: \n"
                      % ("MainThread" if thread == "MainThread" else "an idle one", 4100 + (thread == "Idle"), number % 4,
                         1000 + number // 100, number % 100 * 10000))
            for address, (symbol, module, _) in reversed(list(enumerate(frames))):
                # An inlined function shares the address of the one below it and has no offset.
                offset = "" if module == "inlined" else "+0x%x" % (address * 16 + number % 3)
                out.write("\t%16x %s%s (%s)\n" % (0x7f0000001000 + address, symbol, offset, module))
            out.write("\n")
            names = [(s[4:].rsplit(":", 1)[0] if f else s, f) for s, _, f in frames]
            expected.append((names, INTERVAL_NS * 1e-9))
    expect(path, expected)


def varint(number):
    number &= (1 << 64) - 1
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def number(field, value):
    return varint(field << 3) + varint(value)


def message(field, content):
    return varint(field << 3 | 2) + varint(len(content)) + content


def packed(field, numbers):
    return message(field, b"".join(map(varint, numbers)))


def write_pprof(all_samples, path, go):
    """As Datadog's profiler writes it, or with ids of its own choice, repeated numbers one by one and inlined lines, as Go may."""
    strings, locations, functions = {"": 0}, {}, {}

    def text(value):
        return strings.setdefault(value, len(strings))

    def ident(position):
        return 1000003 * (position + 1) % 65537 if go else position + 1

    samples = b""
    expected = []
    for thread, stack in all_samples:
        frames = stack[:-2] + [tuple(stack[-2:])] if go and len(stack) > 3 else stack
        ids = []
        for frame in frames:
            lines = frame if isinstance(frame[0], tuple) else (frame,)
            for name, file, _ in lines:
                functions.setdefault((name, file), len(functions))
            ids.append(locations.setdefault(tuple(lines), len(locations)))
        ids = [ident(i) for i in reversed(ids)]
        values = (1, INTERVAL_NS)
        if go:
            body = b"".join(number(1, i) for i in ids) + b"".join(number(2, v) for v in values)
        else:
            body = packed(1, ids) + packed(2, values)
        body += message(3, number(1, text("thread name")) + number(2, text(thread)))
        body += message(3, number(1, text("thread id")) + number(3, 7712 + (thread == "Idle")))
        samples += message(2, body)
        expected.append(([(name, file) for name, file, _ in stack], INTERVAL_NS * 1e-9))
    profile = message(1, number(1, text("samples" if go else "wall-samples")) + number(2, text("count")))
    profile += message(1, number(1, text("cpu" if go else "wall-time")) + number(2, text("nanoseconds")))
    profile += samples
    profile += message(3, number(1, 1) + number(2, 0x400000) + number(3, 0x800000) + number(5, text("/usr/bin/python3.12")))
    for lines, position in locations.items():
        body = number(1, ident(position)) + number(2, 1) + number(3, 0x400000 + position)
        for name, file, line in reversed(lines):
            body += message(4, number(1, functions[name, file] + 1) + number(2, line))
        profile += message(4, body)
    for (name, file), position in functions.items():
        profile += message(5, number(1, position + 1) + number(2, text(name)) + number(3, text(name)) + number(4, text(file)))
    profile += message(11, number(1, text("cpu")) + number(2, text("nanoseconds"))) + number(12, INTERVAL_NS)
    profile += number(9, 1763870000000000000) + packed(13, [text("a comment")])
    for value in strings:
        profile += message(6, value.encode())
    path = folder("pprof") + path
    with open(path, "wb") as out:
        out.write(profile)
    expect(path, expected)


if __name__ == "__main__":
    recorded = list(samples())
    write_perf_script(recorded)
    write_pprof(recorded, "datadog.pprof", go=False)
    write_pprof(recorded[::2], "go.pb", go=True)
