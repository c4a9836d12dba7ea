"""Fixture of py-exponential-recursion."""

from functools import lru_cache


def ways(steps: int) -> int:
    if steps < 2:
        return 1
    return ways(steps - 1) + ways(steps - 2)  # expect: py-exponential-recursion


def common(left: str, right: str):
    if not left or not right:
        return 0
    if left[0] == right[0]:
        return 1 + common(left[1:], right[1:])
    return max(common(left[1:], right), common(left, right[1:]))  # expect: py-exponential-recursion


def best(count, room, weights, values):
    if count == 0:
        return 0
    without = best(count - 1, room, weights, values)
    if weights[count - 1] > room:
        return without
    return max(without, values[count - 1] + best(count - 1, room - weights[count - 1], weights, values))  # expect: py-exponential-recursion


@lru_cache(maxsize=None)
def remembered(steps):
    # Remembered already.
    return 1 if steps < 2 else remembered(steps - 1) + remembered(steps - 2)


def by_hand(steps, memo):
    # So is this: a memo is filled.
    if steps < 2:
        return 1
    if steps not in memo:
        memo[steps] = by_hand(steps - 1, memo) + by_hand(steps - 2, memo)
    return memo[steps]


def halves(values):
    # Disjoint halves.
    middle = len(values) // 2
    return values if middle == 0 else merge(halves(values[:middle]), halves(values[middle:]))


def merge(left, right):
    return left + right


def depth(node):
    # Disjoint subtrees.
    return 0 if node is None else 1 + max(depth(node.left), depth(node.right))


def one_branch(number):
    # Only one of the calls runs.
    if number % 2:
        return one_branch(number - 1)
    return one_branch(number - 2)


def either(number):
    # Again.
    return either(number - 1) if number > 100 else 0 if number < 1 else either(number - 2)


def factorial(number):
    # One call.
    return 1 if number < 2 else number * factorial(number - 1)


def hanoi(count, source, target, spare):
    # The calls have an effect.
    if count:
        hanoi(count - 1, source, spare, target)
        print(source, target)
        hanoi(count - 1, spare, target, source)


def subsets(rest, chosen):
    # Every choice leads to a list of its own.
    if not rest:
        return [chosen]
    return subsets(rest[1:], chosen) + subsets(rest[1:], chosen + [rest[0]])
