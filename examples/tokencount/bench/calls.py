"""Counts the workload's calls with cProfile and writes them with short paths.

    python bench/calls.py OUT.pstats
"""

from __future__ import annotations

import cProfile
import marshal
import os
import pstats
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from bench.workload import WORDS, make_corpus, make_words, run  # noqa: E402


def short(function: tuple) -> tuple:
    filename, line, name = function
    if filename.startswith(str(PROJECT) + os.sep):
        filename = filename[len(str(PROJECT)) + 1 :].replace(os.sep, "/")
    elif os.path.isabs(filename):
        filename = os.path.basename(filename)
    return filename, line, name


def main() -> None:
    words = make_words(WORDS)
    corpus = make_corpus(words)
    profiler = cProfile.Profile()
    profiler.runcall(run, words, corpus)
    stats = pstats.Stats(profiler).stats
    shortened = {
        short(function): (primitive, calls, own, total, {short(caller): times for caller, times in callers.items()})
        for function, (primitive, calls, own, total, callers) in stats.items()
        if calls
    }
    Path(sys.argv[1]).write_bytes(marshal.dumps(shortened))


if __name__ == "__main__":
    main()
