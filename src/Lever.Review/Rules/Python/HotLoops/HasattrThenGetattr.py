"""Fixture of py-hasattr-then-getattr."""


def known_fields(rows: list, names: list):
    found = []
    for row in rows:
        for name in names:
            if hasattr(row, name):  # expect: py-hasattr-then-getattr, with a profile
                found.append(getattr(row, name))
    return found


def equal(one, other, names):
    for name in names:
        if not hasattr(one, name):  # expect: py-hasattr-then-getattr, with a profile
            return False
        if not hasattr(other, name):  # expect: py-hasattr-then-getattr, with a profile
            return False
        if getattr(one, name) != getattr(other, name):
            return False
    return True


def as_dict(row, names):
    return {name: getattr(row, name) for name in names if hasattr(row, name)}  # expect: py-hasattr-then-getattr, with a profile


def fixed(rows):
    # fine: a name that stands in the code mostly tells kinds of objects apart
    return [row.close() for row in rows if hasattr(row, "close")]


def once(row, name):
    # fine: no loop
    if hasattr(row, name):
        return getattr(row, name)
    return None


def another(rows, name, other):
    for row in rows:
        # fine: another attribute is read
        if hasattr(row, name):
            yield getattr(row, other)


def few(row):
    # fine: two turns
    for name in ("left", "right"):
        if hasattr(row, name):
            yield getattr(row, name)


def rebound(rows, name):
    for row in rows:
        # fine: another object is read
        if hasattr(row, name):
            row = row.parent
            yield getattr(row, name)


def with_default(rows, names):
    for row in rows:
        for name in names:
            # fine: a default is at hand already, and it is another rule of the class that asks
            if hasattr(row, name):
                yield getattr(row, name, None)


def missing(rows, names):
    for row in rows:
        for name in names:
            # fine: what is missing is told as an error
            if not hasattr(row, name):
                raise AttributeError(name)
