"""Fixture of py-list-linear-op-in-loop."""

DAYS = ["mon", "tue", "wed"]


def histogram(words: list[str]):
    return {word: words.count(word) for word in words}  # expect: py-list-linear-op-in-loop


def ranks(entries, order: list):
    result = []
    for entry in entries:
        result.append(order.index(entry.key))  # expect: py-list-linear-op-in-loop
    return result


def without(rows, gone):
    left = list(rows)
    for row in gone:
        left.remove(row)  # expect: py-list-linear-op-in-loop
    return left


class Table:
    def __init__(self, rows):
        self.rows = list(rows)

    def positions(self, wanted):
        return [self.rows.index(row) for row in wanted]  # expect: py-list-linear-op-in-loop


def on_text(lines: list[str]):
    # A text's own `count` and `index`.
    return [line.count(",") + line.index(";") for line in lines]


def few(entries):
    # Three elements.
    return [DAYS.index(entry.day) for entry in entries]


def own_list(groups):
    # Each turn has a list of its own.
    for group in groups:
        members = list(group.members)
        yield members.index(group.owner)


def changing(entries, order: list):
    # The list changes between the searches.
    for entry in entries:
        position = order.index(entry)
        order.insert(position, entry.other)


def once(entries, left: list):
    # The loop ends with the first removal.
    for entry in entries:
        if entry.done:
            left.remove(entry)
            break


def one(entry, order: list):
    # No loop.
    return order.index(entry)


def unknown(entries, order):
    # Nothing says that it is a list.
    return [order.index(entry) for entry in entries]


def few_turns(order: list):
    # Two turns.
    return [order.index(key) for key in ("first", "last")]


def own_copy(groups):
    # The list is made on each turn.
    for group in groups:
        left = list(group.members)
        left.remove(group.owner)
        yield left


def ranks(table, order: list):
    # Few rows may come to the search, and a parameter may be three elements long.
    return [order.index(row) for row in table.rows if row.is_ranked]  # expect: py-list-linear-op-in-loop, with a profile


def process_components(graph, manager):
    waiting = []
    for component in manager.sorted(graph):
        waiting.append(component)
    while waiting:
        for finished in manager.wait():
            for dependent in finished.dependents:
                waiting.remove(dependent)  # expect: py-list-linear-op-in-loop, with a profile


def stop_all(workers, manager):
    # A loop over what nobody knows, and a list that no loop fills: the list may be three long.
    idle = manager.idle()
    while idle:
        for worker in manager.wait():
            idle.remove(worker)


def test_positions():
    words = load_words()
    order = sorted(words)
    # fine: a test works out by hand what it asserts
    positions = [order.index(word) for word in words]
    assert_equal(positions_of(words), positions)


def positions(entries, wanted: list[str], ordered):
    entries = list(ordered(entries))
    return [entries.index(name) for name in wanted]  # expect: py-list-linear-op-in-loop
