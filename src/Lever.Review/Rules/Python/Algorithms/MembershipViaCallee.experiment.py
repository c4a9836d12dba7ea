"""n names asked of a helper that searches n known ones, against the same helper on a set built before the loop."""

SIZES = [4, 8, 30, 100, 1000]
WINS = "n >= 30"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([f"name-{at * 2}" for at in range(n)], [f"name-{at}" for at in range(n)])


def is_known(name, known):
    return name.lower() in known


def before(users: list, listed: list):
    return [user for user in users if not is_known(user, listed)]


def after(users: list, listed: list):
    listed_set = set(listed)
    return [user for user in users if not is_known(user, listed_set)]
