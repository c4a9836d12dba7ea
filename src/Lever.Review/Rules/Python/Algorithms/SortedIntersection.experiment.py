"""What two sorted lists of n integers have in common, by steps of two indices against a set."""
import random

SIZES = [4, 30, 1000, 30000]
WINS = "n >= 30"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return sorted(random.sample(range(3 * n), n)), sorted(random.sample(range(3 * n), n))


def before(left: list, right: list):
    found = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            found.append(left[i])
            i += 1
            j += 1
        elif left[i] < right[j]:
            i += 1
        else:
            j += 1
    return found


def after(left: list, right: list):
    held = set(right)
    return [value for value in left if value in held]
