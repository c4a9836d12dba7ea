"""Fixture of py-materialized-for-slice."""
import sqlite3
import string
from collections import deque


def preview(counts: dict, limit):
    lines = []
    for word, count in list(counts.items())[:limit]:  # expect: py-materialized-for-slice, tier B, with a profile
        lines.append(f"{word}: {count}")
    return lines


def first_bucket(buckets: dict):
    return list(buckets.values())[0]  # expect: py-materialized-for-slice, tier B, with a profile


def summary(mapping: dict, pretty, rows):
    items = list(mapping.items())  # expect: py-materialized-for-slice, tier B, with a profile
    lines = [pretty(k, v) for k, v in items[:rows]]
    return lines + ["..."] + [pretty(k, v) for k, v in items[-rows:]]


def head(path):
    with open(path) as file:
        stripped = [line.strip() for line in file]  # expect: py-materialized-for-slice, tier B
    return stripped[0], stripped[1:3]


def first_long(path):
    with open(path) as file:
        found = [line for line in file if len(line) > 80]  # expect: py-materialized-for-slice, tier B
    return found[0] if found else None


def some(marks: set):
    picked = list(marks)[:5]  # expect: py-materialized-for-slice, tier B, with a profile
    return picked


def newest(entries: dict):
    return list(entries)[-1]  # expect: py-materialized-for-slice, tier B, with a profile


def scores(rows: list):
    marks = [row.score * 2 for row in rows]  # expect: py-materialized-for-slice, tier B, with a profile
    return marks[-3:], len(marks)


def first_of(things):
    # Nothing says what is passed.
    return list(things)[0]  # expect: py-materialized-for-slice, tier B, with a profile


def copied(rows: list):
    # The copy is cheap beside what is done with it.
    return list(rows)[:10]  # expect: py-materialized-for-slice, tier B, with a profile


def counted(mapping: dict):
    # The length of what a generator gives is known at its end only.
    long = [key for key in mapping if len(key) > 80]
    return long[0], len(long)


def whole(mapping: dict, limit):
    # On the other path all of it is read.
    items = list(mapping.items())
    if len(items) > limit:
        return items[:limit]
    return items


def only(names_seen: set):
    # There is one.
    if len(names_seen) != 1:
        raise ValueError(names_seen)
    return list(names_seen)[0]


def term(monomial: dict):
    # It is known to have one.
    terms = list(monomial.items())
    return terms[0] if len(terms) == 1 else None


def rest(mapping: dict):
    # All but the first.
    return list(mapping.items())[1:]


def all_but_last(mapping: dict):
    return list(mapping)[:-1]


def last_of_set(path):
    # A generator's last elements come last.
    with open(path) as file:
        return [line for line in file if line.strip()][-1]


def keyword(**kwargs):
    # The keywords of a call are few.
    return list(kwargs.items())[0]


def ends(mapping: dict, rows):
    # The keys alone are what both ends are had by.
    keys = list(mapping)
    return [mapping[key] for key in keys[:rows]], [mapping[key] for key in keys[-rows:]]


def fixed():
    return list({"a": 1, "b": 2}.items())[0]


def snapshot(queue: deque):
    # A deque has no slices.
    return list(queue)[-5:]


def checked(rows: list, check):
    # Each call may be needed for what it does.
    results = [check(row) for row in rows]
    return results[0]


def read_on(path):
    with open(path) as file:
        lines = list(file)[:3]
        # What is read on begins behind all lines.
        file.seek(0)
        return lines, file.read()


def vector(words: list):
    # Each of the three is read.
    labels = ["x_" + word for word in words]
    return labels[0], labels[1], labels[2]


def found_by(store, key):
    # A query's rows come all at once.
    return list(store.matching(key))[0]


def first_sum(rows: list):
    # Making the set is what takes time.
    return list({row.total for row in rows})[0]


def page(mapping: dict, start, stop):
    # A page in the middle.
    return list(mapping.items())[start:stop]


def failed(mapping: dict):
    # Only when something went wrong.
    if not mapping.get("ok"):
        raise ValueError(list(mapping.items())[:3])


def grown(mapping: dict):
    # It grows.
    names = list(mapping)
    names.append("x")
    return names[0]


def rows_of(connection: sqlite3.Connection):
    # No list of what is there already.
    return connection.execute("select 1").fetchall()[0]


def bounded(mapping: dict):
    from itertools import islice
    return list(islice(mapping.items(), 5))[0]


def only_symbol(expression):
    symbols = expression.free_symbols
    count = len(symbols)
    if count == 1:
        # fine: the length is kept under a name, and is one
        return list(symbols)[0]
    return None


def letters(count):
    # fine: a few letters
    return list(string.ascii_letters)[:count]


class Selectors(list):
    def extract(self):
        return [selector.extract_text() for selector in self]

    def texts(self):
        return [selector.text for selector in self]

    def popped(self):
        return [selector.pop_text() for selector in self]

    def extract_first(self):
        for text in self.extract():  # expect: py-materialized-for-slice, tier C, with a profile
            return text

    def first_by_place(self):
        return self.extract()[0]  # expect: py-materialized-for-slice, tier C, with a profile

    def first_by_next(self):
        return next(iter(self.extract()))  # expect: py-materialized-for-slice, tier C, with a profile

    def first_text(self):
        # No work: what is listed is there already.
        return self.texts()[0]

    def first_popped(self):
        # All of them have to be taken.
        return self.popped()[0]

    def first_long(self):
        # It is gone through until one is long.
        for text in self.extract():
            if len(text) > 3:
                return text
        return None


def parsed_all(lines):
    return tuple(understood(line) for line in lines)


def parsed_one(line):
    # A list of one.
    return parsed_all([line])[0]


def parsed_head(lines):
    return parsed_all(lines)[0]  # expect: py-materialized-for-slice, tier C, with a profile
