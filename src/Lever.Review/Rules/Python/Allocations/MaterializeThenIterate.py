"""Fixture of py-materialize-then-iterate."""


def longest(rows: list):
    titles = [row.title.strip() for row in rows]  # expect: py-materialize-then-iterate, with a profile
    best = 0
    for title in titles:
        best = max(best, len(title))
    return best


def counted(lines: list, sink):
    fields = [line.split(",") for line in lines if line]  # expect: py-materialize-then-iterate, with a profile
    for first, *_ in fields:
        sink.send(first)


def numbered(texts: list):
    total = 0
    numbers = [int(text) * 2 for text in texts]  # expect: py-materialize-then-iterate, with a profile
    for number in numbers:
        total += number
    return total


def snapshot(rows: list):
    # The source changes in the loop.
    titles = [row.title.strip() for row in rows]
    for title in titles:
        rows.append(title)


def cleared(rows: list):
    # The source is emptied before the loop.
    titles = [row.title.strip() for row in rows]
    rows.clear()
    for title in titles:
        print(title)


def unlocked(rows: list, lock):
    # Computed under the lock, used after it is let go.
    with lock:
        titles = [row.title.strip() for row in rows]
    for title in titles:
        print(title)


def twice(rows: list):
    titles = [row.title.strip() for row in rows]
    for title in titles:
        print(title, len(titles))


def filtered(rows: list):
    # The rows are there anyway.
    chosen = [row for row in rows if row.title]
    for row in chosen:
        print(row.title)


async def sent(rows: list, sink):
    # While the loop waits, others may change the rows.
    titles = [row.title.strip() for row in rows]
    for title in titles:
        await sink.send(title)


def with_effect(rows: list, counter):
    # Every element is fetched before the first is used.
    pages = [counter.fetch(row) for row in rows]
    for page in pages:
        print(page)


def few():
    words = [word.strip() for word in ("a ", "b ")]
    for word in words:
        print(word)


def total(rows: list):
    # A list is as good for `sum`.
    return sum([row.price * 2 for row in rows])


def longest_line(path):
    handle = open(path)
    lines = [line.strip() for line in handle]  # expect: py-materialize-then-iterate
    best = 0
    for line in lines:
        best = max(best, len(line))
    return best
