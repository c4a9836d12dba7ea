"""The links of a chain of n given by a generator that hands on what the next link's gives, against by a loop."""
SIZES = [3, 20, 200]
WINS = "n >= 20"
METRIC = "cpu"
SAME = "result"


class Scope:
    def __init__(self, name, parent):
        self.name = name
        self.parent = parent

    def ancestors(self):
        yield self
        if self.parent is not None:
            yield from self.parent.ancestors()

    def ancestors_in_a_loop(self):
        scope = self
        while scope is not None:
            yield scope
            scope = scope.parent


def inputs(n):
    scope = None
    for name in range(n):
        scope = Scope(name, scope)
    return (scope,)


def before(scope):
    return sum([one.name for one in scope.ancestors()])


def after(scope):
    return sum([one.name for one in scope.ancestors_in_a_loop()])
