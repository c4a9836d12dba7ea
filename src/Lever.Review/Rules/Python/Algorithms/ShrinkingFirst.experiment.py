"""A set of n numbers emptied by its first element and `remove`, against by `pop`."""
SIZES = [10, 100, 1_000, 10_000]
WINS = "n >= 100"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return (set(range(n)),)


def before(numbers: set):
    rest, total = set(numbers), 0
    while rest:
        number = next(iter(rest))
        rest.remove(number)
        total += number
    return total


def after(numbers: set):
    rest, total = set(numbers), 0
    while rest:
        total += rest.pop()
    return total
