"""Fixture of py-regex-unguarded."""

import re

ADDRESS = re.compile(r"[\w.]+@[\w.]+")
PAIR = re.compile(r"(\w+)\s*=\s*(\w+)")
NUMBER = re.compile(r"\d+\.\d+")
TAG = re.compile(r"<(\w+)>")
EITHER = re.compile(r"\w+@\w+|\w+#\w+")
OPTIONAL = re.compile(r"\w+(@\w+)?")


def masked(lines: list[str]):
    return [ADDRESS.sub("…", line) for line in lines]  # expect: py-regex-unguarded


def pairs(path):
    found = {}
    with open(path) as lines:
        for line in lines:
            found.update(PAIR.findall(line))  # expect: py-regex-unguarded
    return found


def links(path):
    with open(path) as lines:
        for line in lines:
            line = re.sub(r"\w+://\S+", "", line)  # expect: py-regex-unguarded
            yield line


def asked(lines: list[str]):
    for line in lines:
        # The text is asked first.
        if "@" in line:
            line = ADDRESS.sub("…", line)
        yield line


def asked_too(lines: list[str]):
    # Asked by the comprehension.
    return [ADDRESS.findall(line) for line in lines if "@" in line]


def whole(lines: list[str]):
    # Begins where the text begins.
    return [ADDRESS.match(line) for line in lines]


def numbers(lines: list[str]):
    # A point is in every text.
    return [NUMBER.findall(line) for line in lines]


def tags(lines: list[str]):
    # `re` itself looks for what the pattern begins with.
    return [TAG.findall(line) for line in lines]


def either(lines: list[str]):
    # One or the other.
    return [EITHER.findall(line) for line in lines]


def optional(lines: list[str]):
    # Not needed.
    return [OPTIONAL.findall(line) for line in lines]


def few():
    # Two texts.
    return [ADDRESS.sub("…", line) for line in ("a@b", "c")]


def once(line: str):
    # Nothing repeats it.
    return ADDRESS.sub("…", line)


def indented(lines: list[str]):
    # Fails at once wherever there is no white space.
    return [re.search(r"\s+# type:", line) for line in lines]
