"""n names asked of a helper that searches n known ones, against the same helper on a set built before the loop."""

SIZES = [4, 8, 30, 100, 1000]
WINS = "n >= 30"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([f"name-{at * 2}" for at in range(n)], [f"name-{at}" for at in range(n)])


def is_known(name, known):
    return name.lower() in known


def before(names, known):
    return [name for name in names if not is_known(name, known)]


def after(names, known):
    known_set = set(known)
    return [name for name in names if not is_known(name, known_set)]
