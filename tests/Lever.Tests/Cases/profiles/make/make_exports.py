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


if __name__ == "__main__":
    recorded = list(samples())
    write_perf_script(recorded)
