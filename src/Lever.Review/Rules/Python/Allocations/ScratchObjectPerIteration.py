"""Fixture of py-scratch-object-per-iteration."""


def total(rows: list):
    result = 0
    for row in rows:
        part = {"net": row.net, "tax": row.tax}  # expect: py-scratch-object-per-iteration
        result += part["net"] + part["tax"]
    return result


def longest(rows: list):
    best = 0
    for row in rows:
        def width(text):  # expect: py-scratch-object-per-iteration
            return len(text.strip())

        best = max(best, width(row.title))
    return best


def labels(rows: list):
    for row in rows:
        found = {"first": row.first}  # expect: py-scratch-object-per-iteration
        if row.last:
            yield found["first"]


def results(stream):
    # Handed out: whoever gets it may keep it.
    for data in stream:
        result = {}
        result["key"] = data
        yield result


def passed(rows: list, sink):
    for row in rows:
        part = {"net": row.net}
        sink.send(part)


def by_name(rows: list, name):
    # Which value is read is decided on the turn.
    for row in rows:
        part = {"net": row.net, "tax": row.tax}
        yield part[name]


def filled(rows: list):
    # It grows.
    for row in rows:
        part = {"net": row.net}
        part["tax"] = row.tax
        yield part["net"]


def bound(rows: list):
    # The function sees the row: another one on each turn.
    for row in rows:
        def width(text):
            return len(text) + row.width

        yield width("a")


def kept(rows: list, hooks):
    # The function is kept.
    for _ in rows:
        def hook():
            return 1

        hooks.append(hook)


def few():
    for size in (1, 2):
        part = {"net": size}
        print(part["net"])
