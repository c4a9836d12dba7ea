"""Fixture of py-shrinking-first."""
from itertools import count


def components(rows: set, neighbours):
    while rows:
        row = next(iter(rows))  # expect: py-shrinking-first
        rows.remove(row)
        yield neighbours(row)


def merged(rows):
    rest = set(rows)
    take = rest.remove
    while rest:
        row = next(iter(rest))  # expect: py-shrinking-first
        for other in row.group:
            take(other)
        yield row


def groups(rows: dict):
    while rows:
        key = next(iter(rows))  # expect: py-shrinking-first
        yield key, rows.pop(key)


def batches(rows):
    rest = {row.key: row for row in rows}
    while rest:
        for key in rest:  # expect: py-shrinking-first
            break
        del rest[key]
        yield key


def closure(start, links):
    todo = set(start)
    while todo:
        row = next(iter(todo))  # expect: py-shrinking-first, tier B
        todo -= {row}
        todo.update(links[row])


class Pool:
    def __init__(self, jobs):
        self.free = set(jobs)

    def drain(self):
        while self.free:
            job = next(iter(self.free))  # expect: py-shrinking-first
            self.free.discard(job)
            job.close()


def popped(rows: set):
    while rows:
        # fine: the set remembers where it looked last
        row = rows.pop()
        print(row)


def once(rows: set):
    # fine: no loop
    row = next(iter(rows))
    rows.remove(row)
    return row


def looked(rows: set, found):
    while not found(next(iter(rows))):  # fine: nothing is taken out
        pass


def rebuilt(rows: set, step):
    while rows:
        # fine: a new set on every turn
        row = next(iter(rows))
        rows = step(rows - {row})
        rows.discard(row)


def listed(rows: list):
    while rows:
        # fine: the first of a list is at hand
        row = next(iter(rows))
        rows.remove(row)


def few():
    rows = {"a", "b", "c"}
    while rows:
        # fine: three of them
        rows.remove(next(iter(rows)))


def first(rows: set):
    while rows:
        # fine: it ends on the first turn
        row = next(iter(rows))
        rows.remove(row)
        return row


def numbers(rows: set):
    ids = count()
    while rows:
        # fine: an iterator that goes on
        print(next(ids), rows.pop())
