"""Fixture of py-inner-iterable-rebuilt."""
import random

from kinds import expand, read_rows, Walker


def variants(kind):
    found = []
    for row in kind.rows:
        found.append((kind, row))
    return found


def pairs(lefts, right):
    result = []
    for left in lefts:
        for other in variants(right):  # expect: py-inner-iterable-rebuilt
            result.append((left, other))
    return result


def overlapping(left, right):
    return [(one, other) for one in expand(left) for other in expand(right)]  # expect: py-inner-iterable-rebuilt, with a profile


def deep(tables, kind, depth):
    for table in tables:
        for row in table:
            for part in expand(kind.parts, depth):  # expect: py-inner-iterable-rebuilt, with a profile
                row.add(part)


def of_turn(kinds):
    # fine: another argument on each turn
    return [part for kind in kinds for part in expand(kind)]


def grows(rows, kind):
    for row in rows:
        # fine: the argument is bound anew
        for part in expand(kind):
            row.add(part)
        kind = kind.next


def numbers(rows, width):
    # fine: a range makes its numbers one by one
    return [row[at] for row in rows for at in range(width)]


def yields(kind):
    for row in kind.rows:
        yield kind, row


def lazy(rows, kind):
    # fine: what is yielded is made one by one
    return [part for row in rows for part in yields(kind)]


def streams(rows, source):
    for row in rows:
        # fine: each call reads on
        for line in read_rows(source):
            row.add(line)


def objects(rows, tree):
    for row in rows:
        # fine: a class may make what is used up
        for node in Walker(tree):
            row.add(node)


def handed(rows, make, kind):
    # fine: nobody knows what the parameter does
    return [part for row in rows for part in make(kind)]


def methods(rows, kind):
    # fine: an object's method may give something else each time
    return [part for row in rows for part in kind.parts(rows)]


def waits(queue, kind):
    while queue:
        # fine: a loop that waits takes its turns for a reason
        for part in expand(kind):
            queue.remove(part)
