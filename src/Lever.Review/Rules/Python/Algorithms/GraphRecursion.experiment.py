"""Levels of two nodes, each of which depends on both of the level below: walked on every way against once a node."""
SIZES = [1, 6, 12]
WINS = "n >= 6"
LOSES = "n <= 1"
METRIC = "cpu"
SAME = "result"


class Task:
    def __init__(self, dependencies):
        self.dependencies = dependencies


def inputs(n):
    level = [Task([]), Task([])]
    for _ in range(n):
        level = [Task(list(level)), Task(list(level))]
    return (level[0],)


def depth(task):
    return max((depth(other) for other in task.dependencies), default=0) + 1


def known_depth(task, known):
    if task not in known:
        known[task] = max((known_depth(other, known) for other in task.dependencies), default=0) + 1
    return known[task]


def before(task):
    return depth(task)


def after(task):
    return known_depth(task, {})
