"""Fixture of py-conversion-rebuilt-in-loop."""

import copy
from itertools import combinations


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


def product(left: dict, right: dict):
    result = {}
    for row, cells in left.items():
        own = {}
        for column, others in right.items():
            common = set(cells) & set(others)  # expect: py-conversion-rebuilt-in-loop, py-conversion-rebuilt-in-loop
            if common:
                own[column] = sum(cells[key] * others[key] for key in common)
        result[row] = own
    return result


def anagrams(words: list, others: list):
    return [(word, other) for word in words for other in others if word.key == sorted(other)]  # expect: py-conversion-rebuilt-in-loop


def alike(teams: list):
    pairs = 0
    for index, team in enumerate(teams):
        for other in teams[index + 1:]:
            members = set(other.members)  # expect: py-conversion-rebuilt-in-loop
            if team.owner in members:
                pairs += 1
    return pairs


def by_number(rows: list, cells: list):
    for row in rows:
        for number in range(len(cells)):
            if row.key in set(cells[number]):  # expect: py-conversion-rebuilt-in-loop
                yield number


def children(rows: list):
    # Other elements on each turn of the outer loop.
    for row in rows:
        for child in row.children:
            if row.key in set(child.keys):
                yield child


def pieces(rows: list, cells: list, step: int):
    # A piece of its own on each turn.
    for start in range(0, len(cells), step):
        for number in range(start, start + step):
            if rows[number] in set(cells[number]):
                yield number


def until_settled(nodes: list):
    # The elements change while the outer loop turns.
    changed = True
    while changed:
        changed = False
        for node in nodes:
            if node.key not in set(node.reached):
                changed = node.spread()


def grown_elements(rows: list, teams: list):
    for row in rows:
        for team in teams:
            # The element grows on each turn.
            if row.key not in set(team.members):
                team.members.append(row.key)


def kept_elements(rows: list, teams: list):
    for row in rows:
        for team in teams:
            # A set for each pair, kept.
            row.sets.append(set(team))


def read_once(rows: list, lines: list):
    stream = iter(lines)
    for row in rows:
        # An iterator goes through its elements once.
        for line in stream:
            if row.key in set(line):
                yield line


def shared(graph, node):
    found = 0
    for one, other in combinations(graph[node], 2):
        mine = set(graph[one])  # expect: py-conversion-rebuilt-in-loop, tier C, with a profile
        # The same change serves the other one.
        found += len(mine & set(graph[other]))
    return found


def joined_neighbours(graph, node):
    # Another set for each pair.
    for one, other in combinations(graph[node], 2):
        if node in set(graph[one] + graph[other]):
            yield one


def three_pairs():
    # Each of the three is part of two pairs.
    for one, other in combinations(["ab", "bc", "cd"], 2):
        if "c" in set(one):
            yield other


def linked(graph, node):
    # What the sets are made of grows on the way.
    for one, other in combinations(graph[node], 2):
        if other not in set(graph[one]):
            graph[one].append(other)
