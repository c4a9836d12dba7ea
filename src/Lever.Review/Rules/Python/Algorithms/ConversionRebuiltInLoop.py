"""Fixture of py-conversion-rebuilt-in-loop."""

import copy


def audible(events, policy):
    for event in events:
        if event.source in set(policy.muted):  # expect: py-conversion-rebuilt-in-loop
            continue
        yield event


def known(words: list[str], index: dict):
    return [word for word in words if word in list(index.keys())]  # expect: py-conversion-rebuilt-in-loop


def missing(rows, columns_seen: list):
    result = []
    for row in rows:
        result.append(row.keys() - set(columns_seen))  # expect: py-conversion-rebuilt-in-loop
    return result


def by_key(rows, others):
    for row in rows:
        if row.key in [other.key for other in others]:  # expect: py-conversion-rebuilt-in-loop
            yield row


def from_pairs(rows, pairs: list):
    for row in rows:
        yield dict(pairs)[row.key]  # expect: py-conversion-rebuilt-in-loop


def defensive(index: dict):
    # The loop deletes from the dict, so it goes over a copy; and the copy is made once.
    for key in list(index):
        if not index[key]:
            del index[key]


def growing(rows, done):
    # The list changes on each turn.
    for row in rows:
        if row.key not in {other.key for other in done}:
            done.append(row)


def own_elements(titles):
    # Another title on each turn.
    for title in titles:
        if "the" in set(title.split()):
            yield title


def own_container(groups):
    # Another group on each turn.
    for group in groups:
        if group.owner in set(group.members):
            yield group


def kept_copy(rows, defaults: list):
    # Every row gets a set of its own.
    for row in rows:
        row.tags = set(defaults)


def changed_copy(rows, defaults: list):
    # The copy is changed on each turn.
    for row in rows:
        own = set(defaults)
        own.add(row.key)
        yield own


def from_iterator(rows, source):
    # An iterator is empty after the first turn: this is a mistake of another kind.
    values = iter(source)
    for row in rows:
        if row in list(values):
            yield row


def few_turns(policy):
    # Two turns.
    for name in ("a", "b"):
        if name in set(policy.muted):
            yield name


def depends(rows, others):
    # What is collected depends on the row.
    for row in rows:
        if row.key in [other.key + row.offset for other in others]:
            yield row


def constants(rows):
    # A display of constants is as small as it looks.
    allowed = ["a", "b", "c"]
    for row in rows:
        if row in set(allowed):
            yield row


def not_builtin(rows, policy):
    # This `set` is no builtin.
    set = copy.copy
    for row in rows:
        if row in set(policy.muted):
            yield row


def without_markers(groups, markers=(1, (1,))):
    # The default shows that they are few.
    return [group - set(markers) for group in groups]


def covering(column_sets, frame):
    # The columns stand in for something that is as small.
    chosen = frame.split_by or frame.columns
    return [each for each in column_sets if set(chosen) >= each]
