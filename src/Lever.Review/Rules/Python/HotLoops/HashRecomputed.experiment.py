"""An object with a name and n types sought ten times in a dict, its hash worked out each time, against kept."""
SIZES = [1, 4, 30]
WINS = "always"
METRIC = "cpu"
SAME = "result"


class Signature:
    def __init__(self, name, types):
        self.name = name
        self.types = types

    def __eq__(self, other):
        return self.name == other.name and self.types == other.types

    def __hash__(self):
        return hash((self.name, tuple(self.types)))


class KeptSignature(Signature):
    def __init__(self, name, types):
        self.name = name
        self.types = types
        self._hash = hash((name, tuple(types)))

    def __eq__(self, other):
        return self.name == other.name and self.types == other.types

    def __hash__(self):
        return self._hash


def inputs(n):
    return (list(range(n)),)


def before(types):
    signature = Signature("name", types)
    found = {signature: 1}
    return sum([found[signature] for _ in range(10)])


def after(types):
    signature = KeptSignature("name", types)
    found = {signature: 1}
    return sum([found[signature] for _ in range(10)])
