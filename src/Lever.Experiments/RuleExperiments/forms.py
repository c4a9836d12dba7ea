"""Measures one of the two forms of a rule's experiment.

Started with the experiment's file and the modules that it needs. Each line of standard input is a question in words; the answers are JSON lines
on standard output. What the forms print goes nowhere. Standard library only, CPython 3.8 and later.
"""
import gc
import importlib
import json
import os
import random
import sys
import time
import tracemalloc

MINIMUM_NS = 1_000_000
"""One measurement lasts at least this long, some thousand ticks of the clock."""

MOST_TURNS = 1 << 20


class Forms:
    def __init__(self, path):
        self.space = {"__name__": "experiment", "__file__": path}
        with open(path, "rb") as file:
            exec(compile(file.read(), path, "exec"), self.space)
        self.turns = {}

    def arguments(self, size, seed):
        random.seed(seed)
        return self.space["inputs"](size)

    def same(self, size, seed):
        """How the results of both forms on the same inputs differ; None where they are equal. Neither form changes its inputs."""
        arguments = self.arguments(size, seed)
        first = self.space["before"](*arguments)
        second = self.space["after"](*arguments)
        if first == second and type(first) is type(second):
            return None
        return "%.200r before, %.200r after" % (first, second)

    def time(self, form, size, seed, clock):
        function, arguments = self.space[form], self.arguments(size, seed)
        turns = self.turns.get(size, 0)
        while True:
            if turns:
                w = time.perf_counter_ns()
                c = time.process_time_ns()
                for _ in range(turns):
                    function(*arguments)
                c = time.process_time_ns() - c
                w = time.perf_counter_ns() - w
                taken = c if clock == "cpu" else w
                if taken >= MINIMUM_NS or turns >= MOST_TURNS:
                    break
                turns = min(MOST_TURNS, max(turns + 1, int(turns * min(16, 1.3 * MINIMUM_NS / max(taken, 1)))))
            else:
                turns = 1
        self.turns[size] = turns
        return {"cpu": c / turns, "wall": w / turns, "loops": turns, "peak": 0}

    def memory(self, form, size, seed):
        function, arguments = self.space[form], self.arguments(size, seed)
        gc.collect()
        tracemalloc.start(1)
        try:
            before, _ = tracemalloc.get_traced_memory()
            start = time.perf_counter_ns()
            result = function(*arguments)
            taken = time.perf_counter_ns() - start
            _, peak = tracemalloc.get_traced_memory()
            del result
        finally:
            tracemalloc.stop()
        return {"cpu": taken, "wall": taken, "loops": 1, "peak": max(1, peak - before)}


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    forms = None
    path, requires = sys.argv[1], sys.argv[2:]
    for line in sys.stdin:
        question, *words = line.split()
        try:
            if question == "load":
                missing = [name for name in requires if not importable(name)]
                forms = None if missing else Forms(path)
                answer = {"missing": missing}
            elif question == "same":
                size, seed = words
                answer = {"difference": forms.same(int(size), int(seed))}
            else:
                form, size, seed, metric = words
                if metric == "peak-memory":
                    answer = forms.memory(form, int(size), int(seed))
                else:
                    answer = forms.time(form, int(size), int(seed), metric)
        except Exception as trouble:
            answer = {"problem": "%s: %s" % (type(trouble).__name__, trouble)}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def importable(name):
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


main()
