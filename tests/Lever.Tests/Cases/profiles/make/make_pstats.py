"""Profiles workload.py with cProfile and with the pure-Python profile under the interpreter that runs this file.

Writes ../pstats/<module>-<version>.pstats and, beside it, .expected: what Python's own pstats module makes of that very file.
The paths of the standard library are rewritten to /usr/lib/pythonX.Y, so that samples do not depend on the machine.
Run from this folder: pythonX.Y make_pstats.py
"""
import marshal
import os
import pstats
import subprocess
import sys

VERSION = "%d.%d" % sys.version_info[:2]
STANDARD_LIBRARY = os.path.dirname(os.__file__)


def neutral(key):
    path, line, name = key
    if path.startswith(STANDARD_LIBRARY):
        path = "/usr/lib/python" + VERSION + path[len(STANDARD_LIBRARY):]
    return path, line, name


def rewrite(path):
    with open(path, "rb") as file:
        stats = marshal.load(file)
    neutralized = {}
    for key, (cc, nc, tt, ct, callers) in stats.items():
        neutralized[neutral(key)] = (cc, nc, tt, ct, dict((neutral(k), v) for k, v in callers.items()))
    with open(path, "wb") as file:
        marshal.dump(neutralized, file)
    with open(path, "rb") as file:
        assert STANDARD_LIBRARY.encode() not in file.read()


def name_of(name):
    return name if isinstance(name, str) else "<code object>"


def expect(path):
    stats = pstats.Stats(path)
    rows = []
    for (file, line, name), (cc, nc, tt, ct, callers) in stats.stats.items():
        rows.append((file, line, name_of(name), nc, cc, repr(tt), repr(ct), len(callers)))
    with open(path[:-len(".pstats")] + ".expected", "w") as out:
        out.write("%d\t%d\t%r\n" % (stats.total_calls, stats.prim_calls, stats.total_tt))
        for row in sorted(rows):
            out.write("\t".join(str(cell) for cell in row) + "\n")


for module in ("cProfile", "profile"):
    target = "../pstats/%s-%s.pstats" % (module.lower(), VERSION)
    subprocess.check_call([sys.executable, "-B", "-m", module, "-o", target, "workload.py", "4"])
    rewrite(target)
    expect(target)
