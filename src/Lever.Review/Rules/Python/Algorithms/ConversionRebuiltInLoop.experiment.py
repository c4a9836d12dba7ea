"""A set built on every turn of a loop against the same set built before it, with as many turns as elements."""
import random

SIZES = [4, 30, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"


class Event:
    def __init__(self, source):
        self.source = source


class Policy:
    def __init__(self, muted):
        self.muted = muted


def inputs(n):
    names = ["source-%d" % number for number in range(2 * n)]
    random.shuffle(names)
    return [Event(random.choice(names)) for _ in range(n)], Policy(names[:n])


def before(events, policy):
    return [event for event in events if event.source not in set(policy.muted)]


def after(events, policy):
    muted_set = set(policy.muted)
    return [event for event in events if event.source not in muted_set]
