"""Fixture of py-sort-inside-loop."""

import heapq


def arranged(readings):
    order = []
    for reading in readings:
        order.append(reading.value)
        order.sort()  # expect: py-sort-inside-loop
    return order


def running_best(offers):
    best = []
    for offer in offers:
        best.append(offer.price)
        best.sort(reverse=True)  # expect: py-sort-inside-loop
        yield best[0]


def heap_each_time(offers):
    heap = []
    for offer in offers:
        heap.append(offer.price)
        heapq.heapify(heap)  # expect: py-sort-inside-loop
        yield heap[0]


def columns_of(rows, keys: dict):
    return [[row[key] for key in sorted(keys)] for row in rows]  # expect: py-sort-inside-loop


def with_key(rows, keys: list):
    for row in rows:
        for key in sorted(keys, key=lambda key: key.rank):  # expect: py-sort-inside-loop
            yield row[key]


def own_list(groups):
    # Each turn sorts a list of its own.
    for group in groups:
        members = list(group.members)
        members.append(group.owner)
        members.sort()
        yield members


def own_elements(groups):
    # Each turn has other elements.
    for group in groups:
        yield sorted(group.members)


def own_key(points, others: list):
    # The key depends on the turn.
    for point in points:
        for other in sorted(others, key=lambda other: abs(other.x - point.x)):
            yield point, other


def after(readings):
    # Once.
    order = []
    for reading in readings:
        order.append(reading.value)
    order.sort()
    return order


def in_batches(groups):
    # A sort for each batch.
    order = []
    for group in groups:
        order.extend(group.members)
        order.sort()
    return order


def batch_by_hand(groups):
    # The same, added one by one.
    order = []
    for group in groups:
        for member in group.members:
            order.append(member)
        order.sort()
    return order


def kept(rows, defaults: list):
    # Every row gets a list of its own.
    for row in rows:
        row.values = sorted(defaults)


def changing(rows, pool: list):
    # The list changes on each turn.
    for row in rows:
        for value in sorted(pool):
            pool.remove(value)


def few(rows, columns: list):
    # A table has few columns.
    return [[row[column] for column in sorted(columns)] for row in rows]


def without_twins(numbers):
    found = list(numbers)
    while len(found) != len(set(found)):
        # fine: what is replaced in the middle is out of order, too
        found.sort()
        for twin in range(len(found) - 1):
            if found[twin] == found[twin + 1]:
                break
        found[twin + 1] = found[twin] + 1
        found.append(found[twin] * 2)
    return found


def exit_with_error(message):
    raise SystemExit(message)


def checked(states, kinds: set):
    for state in states:
        if state not in kinds:
            # Sorted once, for the message that ends the program.
            exit_with_error(f"{state} is none of {sorted(kinds)}")


def refused(states, kinds: set):
    for state in states:
        if state not in kinds:
            # And once before the error is raised.
            known = ", ".join(sorted(kinds))
            raise ValueError(f"{state} is none of {known}")
