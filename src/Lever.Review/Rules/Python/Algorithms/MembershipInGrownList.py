"""Fixture of py-membership-in-grown-list."""


def unique(items):
    seen = []
    for item in items:
        if item in seen:  # expect: py-membership-in-grown-list
            continue
        seen.append(item)
    return seen


def unique_names(names: list[str], rows):
    found = []
    for row in rows:
        name = row.name.strip()
        if name not in found:  # expect: py-membership-in-grown-list
            found.append(name)
    return found


def nested(groups):
    order = []
    for group in groups:
        for member in group.members:
            if member not in order:  # expect: py-membership-in-grown-list
                order.append(member)
    return order


def with_set(items):
    # A set is the remedy itself.
    seen = set()
    for item in items:
        if item in seen:
            continue
        seen.add(item)
    return seen


def fresh_each_turn(groups):
    # The list is made anew on each turn, so it is as long as one group at most.
    for group in groups:
        seen = []
        seen.append(group)
        if group in seen:
            yield seen


def few():
    # Three turns: the list wins.
    seen = []
    for item in ("a", "b", "c"):
        if item not in seen:
            seen.append(item)
    return seen


def unhashable(rows):
    # Lists have no hash, so no set can hold them.
    seen = []
    for row in rows:
        if [row.a, row.b] in seen:
            continue
        seen.append([row.a, row.b])
    return seen


def grown_elsewhere(items, known):
    # Nothing in the loop grows the list: py-membership-list-in-loop may speak, not this rule.
    seen = list(known)
    seen.append(None)
    for item in items:
        if item in seen:  # other: py-membership-list-in-loop
            yield item


def options(argv):
    # Command-line options are few.
    seen = []
    for arg in argv:
        if arg not in seen:
            seen.append(arg)
    return seen


def asserted(items, ready):
    # The assertion runs when the states have run out, not on each turn.
    waiting = []
    for item in items:
        if item not in ready:
            assert item in waiting
            waiting.clear()
        waiting.append(item)
    return waiting


def search_path(sources):
    # Many sources stand in few folders.
    python_path = []
    for source in sources:
        if source.folder not in python_path:
            python_path.append(source.folder)
    return python_path


def columns_of(path):
    # Lines are many; different columns are few, unless a profile says otherwise.
    columns = []
    with open(path) as lines:
        for line in lines:
            name = line.partition(":")[0]
            if name not in columns:  # expect: py-membership-in-grown-list, tier C
                columns.append(name)
    return columns


def _without_repeats(items):
    # Nobody says how many items its caller passes.
    kept = []
    for item in items:
        if item not in kept:  # expect: py-membership-in-grown-list, tier C
            kept.append(item)
    return kept


def signature(function):
    return _without_repeats(function.candidates)
