"""A set built on every turn of a loop, and for each pair of six groups, against sets built before, with as many turns as elements."""
import random
from itertools import combinations

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
    groups = [random.sample(names, n) for _ in range(6)]
    return [Event(random.choice(names)) for _ in range(n)], Policy(names[:n]), groups


def before(events, policy, groups):
    shared = [len(set(one) & set(other)) for one, other in combinations(groups, 2)]
    return [event for event in events if event.source not in set(policy.muted)], shared


def after(events, policy, groups):
    muted_set = set(policy.muted)
    group_sets = [set(group) for group in groups]
    shared = [len(one & other) for one, other in combinations(group_sets, 2)]
    return [event for event in events if event.source not in muted_set], shared
