"""Fixture of py-membership-list-in-loop."""

import sys

COLOURS = ["red", "green", "blue"]


def kept(rows: list[str], blocked: list[str]):
    return [row for row in rows if row not in blocked]  # expect: py-membership-list-in-loop, tier A


def unsubscribed(people, path):
    with open(path) as handle:
        gone = handle.readlines()
    count = 0
    for person in people:
        if person.address in gone:  # expect: py-membership-list-in-loop
            count += 1
    return count


class Filter:
    def __init__(self, terms):
        self.stop = list(terms)

    def run(self, words):
        for word in words:
            if word.lower() not in self.stop:  # expect: py-membership-list-in-loop
                yield word


def nested(pages, wanted: list):
    found = 0
    for page in pages:
        for word in page.words:
            if word in wanted:  # expect: py-membership-list-in-loop
                found += 1
    return found


def by_value(rows):
    index = {row.key: row.owner for row in rows}
    for row in rows:
        if row.name in index.values():  # expect: py-membership-list-in-loop
            yield row


def with_a_set(rows, blocked: list[str]):
    # A set is the remedy itself.
    blocked_set = set(blocked)
    return [row for row in rows if row not in blocked_set]


def of_unknown_type(rows, blocked):
    # Nothing says that it is a list.
    return [row for row in rows if row not in blocked]


def in_text(words: list[str], text: str):
    # A search in a text is no search in a list.
    return [word for word in words if word in text]


def few_colours(rows):
    # Three elements: the list wins.
    return [row for row in rows if row.colour in COLOURS]


def few_turns(blocked: list[str]):
    # Two turns: a set would cost more to build.
    return [word for word in ("yes", "no") if word in blocked]


def once(row: str, blocked: list[str]):
    # No loop.
    return row in blocked


def fresh(groups):
    # Another list on each turn.
    for group in groups:
        members = list(group.members)
        if group.owner in members:
            yield group


def changing(rows, blocked: list[str]):
    # The loop changes the list: a set would have to change with it.
    for row in rows:
        if row in blocked:
            blocked.remove(row)


def unhashable(rows, blocked: list):
    # Lists have no hash.
    return [row for row in rows if [row.a, row.b] in blocked]


def first_only(rows, blocked: list[str]):
    # The loop ends on its first turn.
    for row in rows:
        found = row in blocked
        return found


def few_by_name(rows, args: list):
    # Command-line arguments are few.
    return [row for row in rows if row in args]


def extended_by_itself(rows, known_rows: list):
    # The list grows while it is searched.
    known_rows.extend(row for row in rows if row not in known_rows)


def guarded(rows, blocked: list = None):
    # There may be no list, so the loop looks before it asks; the fix must not leap.
    return [row for row in rows if blocked and row in blocked]  # expect: py-membership-list-in-loop


class Archive:
    def __init__(self, extra):
        # A few names, and what the configuration adds to them.
        self.skipped = [".hidden", "index", *self.config.archive_skipped]
        self.skipped.append(extra)

    def kept(self, entries):
        return [entry for entry in entries if entry not in self.skipped]

    def pages(self, entries):
        # What the configuration lists is a handful.
        return [entry for entry in entries if entry in list(self.config.pages)]

    def _until(self, texts, ends: list[str]):
        # Every call in this file passes one or two.
        for text in texts:
            if text in ends:
                return text
            yield text

    def argument(self, texts):
        return self._until(texts, [")"])

    def arguments(self, texts):
        return self._until(texts, [")", ","])

    def merge(self, children: list, names: list[str]):
        # The same list goes down to every level: a set would be built at each of them.
        for child in children:
            if child.name in names:
                child.merge(child.children, names)


def _chosen(rows, blocked: list):
    # What a private function is given is seen at its callers, and they do not say how much it is.
    return [row for row in rows if row in blocked]  # expect: py-membership-list-in-loop, tier C


def chosen(table):
    return _chosen(table.rows, table.blocked)


def open_ones(table, blocked: list):
    # Few rows may come to the search, and a parameter may be three elements long.
    return [row for row in table.rows if row.is_open and row in blocked]  # expect: py-membership-list-in-loop, with a profile


def inherited(base_exprs, removed: list):
    # Classes have few bases.
    return [expr for position, expr in enumerate(base_exprs) if position not in removed]


def forget_since(loaded):
    # A program has a thousand modules.
    before = list(sys.modules)
    for name in list(loaded):
        if name not in before:  # expect: py-membership-list-in-loop
            loaded.remove(name)


class Line:
    def __init__(self, text):
        self.leaves: list[str] = text.split()
        self.marks = {}


class Page:
    lines: list[Line]
    notes = []

    def __init__(self, lines, first):
        self.lines = lines
        self.head = Line(first)


def unknown_words(line: Line, words: list[str]):
    return [word for word in words if word not in line.leaves]  # expect: py-membership-list-in-loop


def unknown_by_alias(line: "Line", words: list[str]):
    leaves = line.leaves
    return [word for word in words if word not in leaves]  # expect: py-membership-list-in-loop


def unknown_in_new(text, words: list[str]):
    line = Line(text)
    return [word for word in words if word not in line.leaves]  # expect: py-membership-list-in-loop


def unknown_in_head(page: Page, words: list[str]):
    return [word for word in words if word not in page.head.leaves]  # expect: py-membership-list-in-loop


def unmarked(line: Line, words: list[str]):
    # fine: a dict
    return [word for word in words if word not in line.marks]


def unknown_of_any(line, words: list[str]):
    # fine: nothing says what it holds
    return [word for word in words if word not in line.leaves]


def noted(page: Page, words: list[str]):
    # fine: others set it to anything
    return [word for word in words if word not in page.notes]


def set_notes(page, notes):
    page.notes = notes


def listed_at_last(seen, words: list[str]):
    done = set(seen)
    done.add("")
    done = list(done)
    return [word for word in words if word not in done]  # expect: py-membership-list-in-loop


def hashed_at_last(seen, words: list[str]):
    done = list(seen)
    done.append("")
    done = set(done)
    # fine: a set by then
    return [word for word in words if word not in done]


def either_kind(seen, words: list[str], exact):
    done = set(seen)
    if exact:
        done = list(seen)
    # fine: a set on one way
    return [word for word in words if word not in done]


def turned(seen, words: list[str]):
    done = list(seen)
    found = []
    for group in (words, seen):
        # fine: a set from the second turn on
        found += [word for word in group if word not in done]
        done = set(done)
    return found


def checked(definitions: list[dict], compatibilities: list[str]):
    for definition in definitions:
        # One constant is asked for: these are a few options.
        if "EC2" in compatibilities and "memory" not in definition:  # expect: py-membership-list-in-loop, with a profile
            raise ValueError(definition["name"])


STARTS = ["Ll", "Lu", "Nl"]


def local_name(name: str, category, starts=STARTS):
    for at in range(len(name)):
        # fine: a few, as the default says
        if category(name[at]) in starts:
            return name[at:]
    return name


def shared(rows, refused):
    return [row for row in rows if row in refused]  # expect: py-membership-list-in-loop


def handed_on(rows, refused):
    return shared(rows, refused)


def lists_alone(rows, path):
    # Every call that reaches `shared` passes a list.
    with open(path) as handle:
        return handed_on(rows, handle.readlines())


def of_either(rows, refused):
    # One of the calls passes a set.
    return [row for row in rows if row in refused]


def with_a_list(rows, path):
    with open(path) as handle:
        return of_either(rows, handle.readlines())


def with_the_set(rows):
    return of_either(rows, {"a", "b"})


def of_strangers(rows, refused):
    # One of the calls passes what nobody knows.
    return [row for row in rows if row in refused]


def first_stranger(rows, path):
    with open(path) as handle:
        return of_strangers(rows, handle.readlines())


def second_stranger(rows, other):
    return of_strangers(rows, other.refused)


def of_a_few(rows, refused):
    # All calls pass two or three.
    return [row for row in rows if row in refused]


def few_once(rows):
    return of_a_few(rows, ["a", "b"])


def few_again(rows):
    return of_a_few(rows, ["a", "b", "c"])
