"""Three attributes of n objects sought by `hasattr` and again by `getattr`, against once with a default."""
SIZES = [1, 30, 300]
WINS = "n >= 30"
METRIC = "cpu"
SAME = "result"

MISSING = object()


class Row:
    def __init__(self, index):
        self.name = index
        self.weight = index + 1
        self.height = index + 2


def inputs(n):
    return ([Row(index) for index in range(n)], ["name", "weight", "height"])


def before(rows: list, names: list):
    found = []
    for row in rows:
        for name in names:
            if hasattr(row, name):
                found.append(getattr(row, name))
    return found


def after(rows: list, names: list):
    found = []
    for row in rows:
        for name in names:
            value = getattr(row, name, MISSING)
            if value is not MISSING:
                found.append(value)
    return found
