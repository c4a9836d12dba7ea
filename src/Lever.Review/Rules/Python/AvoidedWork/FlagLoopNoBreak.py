"""Fixture of py-flag-loop-no-break."""


def has_errors(records: list):
    failed = False
    for record in records:
        if record.level > 40:
            failed = True  # expect: py-flag-loop-no-break
    return failed


def is_linear(terms: list, name):
    linear = True
    for term in terms:
        if term.hidden:
            continue
        # fine: nobody knows what the call does
        factor = term.factor_of(name) if term.is_sum else term.factor
        linear_in = factor.degree
        if linear_in > 1:
            linear = False
    return linear


def is_ready(shops: list):
    ready = True
    for shop in shops:
        stock = shop.stock
        if stock.is_empty():
            ready = False  # expect: py-flag-loop-no-break
    return ready


def either(records: list):
    found = False
    for record in records:
        if record.closed:
            found = True  # expect: py-flag-loop-no-break
        elif record.lost:
            found = True
    return found


def within(groups, name):
    seen = False
    for group in groups:
        for member in group.members:
            if member.name == name:
                seen = True  # expect: py-flag-loop-no-break, with a profile, tier C
    return seen


def leaves(records: list):
    failed = False
    for record in records:
        # fine: it ends there
        if record.level > 40:
            failed = True
            break
    return failed


def both(records: list):
    failed = late = False
    for record in records:
        # fine: two flags
        if record.level > 40:
            failed = True
        elif record.late:
            late = True
    return failed, late


def last_decides(records: list):
    opened = False
    for record in records:
        # fine: the last one decides
        if record.opens:
            opened = True
        elif record.closes:
            opened = False
    return opened


def changes(records: list):
    changed = False
    for record in records:
        # fine: each is worked on
        if record.refresh():
            changed = True
    return changed


def state(records: list):
    inside = False
    for record in records:
        # fine: the flag steers the loop itself
        if not inside and record.opens:
            inside = True
    return inside


def keeps(records: list):
    failed = False
    for record in records:
        # fine: the last record is needed afterwards
        if record.level > 40:
            failed = True
    return failed, record


def counts(records: list):
    failed, count = False, 0
    for record in records:
        # fine: it counts as well
        count += 1
        if record.level > 40:
            failed = True
    return failed, count


def few(name):
    known = False
    # fine: three of them
    for other in ("a", "b", "c"):
        if other == name.lower():
            known = True
    return known


def drains(lines, out):
    open_lines = iter(lines)
    ended = False
    # fine: the iterator is used up
    for line in open_lines:
        if line == "end":
            ended = True
    return ended, list(open_lines)


def carries(records: list):
    previous, equal = None, False
    for record in records:
        # fine: what it carries on is read afterwards
        previous = record.name
        if record.level > 40:
            equal = True
    return previous, equal
