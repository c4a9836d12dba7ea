"""Profiles the workload twice: by counting calls (cProfile) and by sampling stacks.

    python bench/sampler.py --calls OUT.pstats --folded OUT.collapsed --speedscope OUT.speedscope.json

The sampler is a thread that looks at the main thread's stack through ``sys._current_frames``. Know its bias before
you trust a line of it:

* It can only look when the main thread gives up the interpreter lock, which happens at calls and at the end of loop
  turns. Time spent in an operation between two such points is charged to the next such point: the function is right,
  the line may be a line or two late.
* A long call into C that keeps the lock delays the look until it returns. Each stack's weight is therefore the time
  since the look before, not a fixed tick; the folded file counts how many ticks of a millisecond that was.
* Calls that give up the lock by themselves, such as ``time.sleep`` and reads of files, are seen more often than their
  due. A short switch interval keeps this small.
* Looks that find the event loop waiting for its next event are dropped, so the total is less than the time taken;
  ``time.sleep`` in a handler is not dropped, for it looks like work.

Paths are relative to the project; those of the standard library start with ``lib/python3.x``.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import marshal
import os
import pstats
import sys
import sysconfig
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from bench.generate import Sizes, generate  # noqa: E402
from bench.workload import SEED, run  # noqa: E402

STANDARD_LIBRARY = Path(sysconfig.get_paths()["stdlib"])
RATE = 1000
SWITCH_INTERVAL = 0.00002


def short_path(filename: str) -> str:
    """The path as the committed profiles show it; names such as ``<string>`` stay as they are."""
    for root, prefix in ((PROJECT, ""), (STANDARD_LIBRARY, f"lib/{STANDARD_LIBRARY.name}/")):
        if filename.startswith(str(root) + os.sep):
            return prefix + filename[len(str(root)) + 1 :].replace(os.sep, "/")
    return filename if filename.startswith(("<", "~")) else os.path.basename(filename)


class Sampler(threading.Thread):
    """Collects stacks of one thread until it is told to stop."""

    def __init__(self, thread_id: int) -> None:
        super().__init__(daemon=True)
        self.thread_id = thread_id
        self.stopped = threading.Event()
        self.samples: list[tuple[tuple, float]] = []

    def run(self) -> None:
        last = time.perf_counter()
        while not self.stopped.wait(1 / RATE):
            frame = sys._current_frames().get(self.thread_id)
            now = time.perf_counter()
            stack = stack_of(frame)
            if stack and not is_idle(stack):
                self.samples.append((stack, now - last))
            last = now


def stack_of(frame) -> tuple:
    """Frames from the workload's entry inward, each as name, file and line; instructions without one count as ``def``."""
    stack = []
    while frame is not None:
        line = frame.f_lineno or frame.f_code.co_firstlineno
        stack.append((frame.f_code.co_name, frame.f_code.co_filename, line))
        if frame.f_code is run.__code__:
            return tuple(reversed(stack))
        frame = frame.f_back
    return ()


def is_idle(stack: tuple) -> bool:
    name, filename, _ = stack[-1]
    return name == "select" and filename.endswith("selectors.py")


def sample(root: Path) -> list[tuple[tuple, float]]:
    sampler = Sampler(threading.get_ident())
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL)
    sampler.start()
    try:
        run(root)
    finally:
        sampler.stopped.set()
        sampler.join()
        sys.setswitchinterval(before)
    return sampler.samples


def write_folded(samples: list[tuple[tuple, float]], path: Path) -> None:
    weights: Counter = Counter()
    for stack, seconds in samples:
        frames = [f"{name} ({short_path(filename)}:{line})" for name, filename, line in stack]
        weights[";".join(frames)] += seconds * RATE
    # Readers take the numbers for samples; what does not fill half a tick is not seen, as with any sampler.
    ticks = {stack: round(weight) for stack, weight in weights.items()}
    lines = [f"{stack} {count}\n" for stack, count in sorted(ticks.items()) if count > 0]
    path.write_text("".join(lines), encoding="utf-8")


def write_speedscope(samples: list[tuple[tuple, float]], path: Path) -> None:
    numbers: dict[tuple, int] = {}
    stacks = [[numbers.setdefault(frame, len(numbers)) for frame in stack] for stack, _ in samples]
    weights = [round(seconds, 6) for _, seconds in samples]
    document = {
        "$schema": "https://www.speedscope.app/file-format-schema.json",
        "exporter": "feedserver bench/sampler.py",
        "name": "feedserver workload",
        "activeProfileIndex": 0,
        "shared": {
            "frames": [
                {"name": name, "file": short_path(filename), "line": line} for name, filename, line in numbers
            ]
        },
        "profiles": [
            {
                "type": "sampled",
                "name": "MainThread",
                "unit": "seconds",
                "startValue": 0,
                "endValue": round(sum(weights), 6),
                "samples": stacks,
                "weights": weights,
            }
        ],
    }
    path.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


def write_calls(root: Path, path: Path) -> None:
    """A pstats file with short paths in place of this machine's."""
    profiler = cProfile.Profile()
    profiler.runcall(run, root)
    stats = pstats.Stats(profiler).stats

    def short(function: tuple) -> tuple:
        filename, line, name = function
        return short_path(filename), line, name

    shortened = {
        short(function): (primitive, calls, own, total, {short(caller): times for caller, times in callers.items()})
        for function, (primitive, calls, own, total, callers) in stats.items()
        if calls
    }
    path.write_bytes(marshal.dumps(shortened))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=Path)
    parser.add_argument("--folded", type=Path)
    parser.add_argument("--speedscope", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "data"
        generate(root, SEED, Sizes())
        if options.calls:
            write_calls(root, options.calls)
        if options.folded or options.speedscope:
            samples = sample(root)
            if options.folded:
                write_folded(samples, options.folded)
            if options.speedscope:
                write_speedscope(samples, options.speedscope)


if __name__ == "__main__":
    main()
