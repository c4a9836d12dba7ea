"""Fixture of py-graph-recursion."""
from functools import lru_cache


def depth(task):
    return max((depth(other) for other in task.dependencies), default=0) + 1  # expect: py-graph-recursion, with a profile


class Expression:
    def __init__(self, upstream, children):
        self.upstream = upstream
        self.children = children

    def inputs(self):
        return self.upstream

    def size(self):
        total = 1
        for part in self.inputs():
            total += part.size()  # expect: py-graph-recursion, with a profile
        return total

    def names(self, kind):
        return [name for part in self.upstream for name in part.names(kind)]  # expect: py-graph-recursion, with a profile

    def count(self):
        # fine: a child belongs to one node
        return 1 + sum(child.count() for child in self.children)

    @lru_cache(maxsize=None)
    def remembered(self):
        # fine: remembered
        return 1 + sum(part.remembered() for part in self.upstream)

    def mark(self):
        # fine: nothing is worked out
        for part in self.upstream:
            part.mark()

    def kept(self):
        # fine: kept on the node
        if self._kept is None:
            self._kept = sum(part.kept() for part in self.upstream) + 1
        return self._kept


class Walker:
    def cost(self, node):
        return sum(self.cost(other) for other in node.predecessors) + node.weight  # expect: py-graph-recursion, with a profile

    def other(self, node):
        # fine: another object's method of the same name
        return sum(node.cost.other(place) for place in node.predecessors)


def reach(node, seen):
    # fine: those that were seen are passed over
    if node in seen:
        return 0
    seen.add(node)
    return 1 + sum(reach(other, seen) for other in node.neighbors)


def down(node, depth):
    # fine: it ends by its depth
    if depth == 0:
        return 0
    return sum(down(other, depth - 1) for other in node.neighbors)
