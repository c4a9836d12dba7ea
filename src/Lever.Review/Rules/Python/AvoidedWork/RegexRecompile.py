"""Fixture of py-regex-recompile."""

import re
from functools import lru_cache

FIELD = r"(\w+)=(\d+)"

WORD = re.compile(r"[a-z]+")


def fields(lines: list):
    found = []
    for line in lines:
        match = re.search(r"(\w+)=(\d+)", line)  # expect: py-regex-recompile
        if match:
            found.append(match.group(1))
    return found


def by_constant(lines: list):
    return [re.split(FIELD, line) for line in lines]  # expect: py-regex-recompile


def with_flags(lines: list):
    return [re.sub("a+", "b", line, flags=re.IGNORECASE) for line in lines]  # expect: py-regex-recompile


def mentions(entries: list, handle):
    pattern = re.compile(rf"(?<!\w)@{re.escape(handle)}\b")  # expect: py-regex-recompile
    return sum(1 for entry in entries if pattern.search(entry.body))


def popular(entries: list, handles: list):
    return [handle for handle in handles if mentions(entries, handle) > 3]


def given(lines: list, pattern):
    for line in lines:
        if re.match(pattern, line):  # expect: py-regex-recompile
            yield line


def renamed(text, pairs_of_data: list):
    for old, new in pairs_of_data:
        text = re.sub(r"\b" + old + r"\b", new, text)  # expect: py-regex-recompile
    return text


@lru_cache(maxsize=256)
def term_pattern(term):
    # Remembered.
    return re.compile(rf"\b({re.escape(term)})\b")


def highlight(texts: list, term):
    return [term_pattern(term).sub("x", text) for text in texts]


def compiled(lines: list):
    return [WORD.match(line) for line in lines]


def all_patterns(terms_of_data: list):
    # Compiled once each and kept: what the rule asks for.
    return [re.compile(rf"\b{term}\b") for term in terms_of_data]


def once(text):
    # Called once as far as the file shows.
    return re.search(r"a+b", text)


def few(text):
    # Two turns.
    for word in ("a", "b"):
        if re.search(rf"{word}+", text):
            return word
    return None


def on_error(lines: list):
    for line in lines:
        try:
            yield int(line)
        except ValueError:
            # Only where something went wrong.
            yield re.sub(r"\D", "", line)


def different(rules_of_data: list, text):
    # Each rule brings its own pattern, and nothing is put together here.
    for rule in rules_of_data:
        if re.match(rule.pattern, text):
            yield rule


def set_by(lines: list, name):
    for line in lines:
        # Few lines may come to it.
        if line.startswith(name) and re.match(r"\w+\s*=", line):  # expect: py-regex-recompile, with a profile
            yield line


def parts_of(table):
    # How many rows there are is not to be seen.
    return [re.split(r"\s+", row) for row in table.rows]  # expect: py-regex-recompile, with a profile


def first_word(lines: list):
    # The loop ends on its first turn.
    for line in lines:
        return re.match(r"\w+", line)


def linked(uri, links):
    # The cache holds 512 patterns, and nobody says that there are more.
    for link in links.entries:
        if re.match(re.escape(link.base) + r"\d+", uri):  # expect: py-regex-recompile, with a profile
            yield link


COMPILED = re.compile(r"\w+")


def names_of(lines: list):
    local = re.compile(r"(\w+)=(\d+)")
    for line in lines:
        # Compiled, and yet looked for.
        yield re.match(COMPILED, line)  # expect: py-regex-recompile
        yield re.sub(local, r"\2", line, 1)  # expect: py-regex-recompile
        yield COMPILED.match(line)


def replaced(self, lines: list):
    for line in lines:
        # The cache holds as many patterns as somebody configured.
        for short, (long, _title) in self.config.abbreviations.items():
            yield re.sub(rf"\b{re.escape(short)}\b", long, line)


def test_layout(read):
    output = read()

    def classes(role):
        # The classes below ask for a handful.
        return re.search(rf"{role}-role:(.*)", output)

    class Roles:
        def __init__(self, roles_asked):
            self.found = [classes(role) for role in roles_asked]

    assert Roles(["a", "span"]).found != Roles(["code"]).found


def table_of(names_of_data: list):
    table = {}
    for name in names_of_data:
        # fine: what is compiled is kept
        pattern = re.compile(rf"\b{name}\b")
        table[name] = pattern
    return table


def unescaped(lines: list):
    # fine: `py-regex-overgeneral` tells of it, where no pattern is needed at all
    return [re.sub(r"\{\{", "{", line) for line in lines]
