import native
from native import clamp, scale, words
from native import matches, advance as step, simulate
from numpy import sqrt


def scaled(values: list):
    return [scale(value) for value in values]  # expect: px-call-per-item


def scaled_by_module(values: list):
    total = 0.0
    for value in values:
        total += native.scale(value)  # expect: px-call-per-item
    return total


def clamped(rows: list):
    out = []
    for row in rows:
        out.append(clamp(row.value, 0, 100))  # expect: px-call-per-item
    return out


def counted(path):
    total = 0
    for line in open(path):
        total += words(line)  # expect: px-call-per-item, tier B
    return total


def simulated(seeds: list):
    # The function loops itself: the crossing is nothing beside it.
    return [simulate(seed) for seed in seeds]


def folded(items: list):
    state = 0
    for item in items:
        # Each call needs the last one's result.
        state = step(state, item)
    return state


def first_match(items: list):
    for item in items:
        # The loop ends at the first hit.
        if matches(item):
            return item
    return None


def corners():
    # Three items are no loop to speak of.
    return [scale(value) for value in (1.0, 2.0, 3.0)]


def once(value):
    # No loop.
    return scale(value)


def not_ours(values: list):
    # Another library's function.
    return [sqrt(value) for value in values]


def same_for_all(values: list, factor):
    for value in values:
        # The same for every turn: another rule's business.
        value.total = scale(factor)


def defined_here(values: list):
    def words(value):
        return value

    # The name is another function here.
    return [words(value) for value in values]


def by_batch(batches: list):
    for batch in batches:
        # Each item is many already.
        scale(batch)
