"""Fixture of py-regex-backtracking."""
import re

NAMES = re.compile(r"(?:[a-z]+,?)*;")
WORDS = re.compile(r"^(\w+\s?)*$")
POSSESSIVE = re.compile(r"^(?:\w++\s?)*+$")
ATOMIC = re.compile(r"^(?>(?:\w+\s)*)\w+$")
SENTENCE = re.compile(r"^(?:\w+\s)*\w+$")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$")
DIGITS = re.compile(r"^(\w|\d)*$")
PLUS = re.compile(r"(?:a+)+")
TRAILING = re.compile(r"\s+$")
WEB = re.compile(r"\s+$")


def is_list(text):
    return NAMES.match(text) is not None  # expect: py-regex-backtracking, tier B


def is_sentence(text: str):
    return bool(WORDS.search(text))  # expect: py-regex-backtracking, tier B


def is_address(value):
    return re.match(r"^([a-z0-9]+[.-]?)+@example$", value)  # expect: py-regex-backtracking, tier B


def is_either(value):
    # One class is negated, so that Python does not make one of them.
    return re.fullmatch(r"(?:[^a]|b)*", value)  # expect: py-regex-backtracking, tier B


class Reader:
    field = re.compile(r"(?:\s*\w+\s*)*=")

    def key(self, line):
        return self.field.match(line)  # expect: py-regex-backtracking, tier B


def pair_in(path):
    with open(path) as file:
        text = file.read()
    # The blanks before and behind the comma, which need not be there, are the same ones.
    return re.match(r"\s*,?\s*;", text)  # expect: py-regex-backtracking, tier C


def pair(text):
    return re.match(r"\s*,?\s*;", text)  # expect: py-regex-backtracking, tier C


def three(text):
    return re.match(r"^.*,.*,.*;$", text)  # expect: py-regex-backtracking


def triples_in(path):
    with open(path) as file:
        return re.match(r"^.*,.*,.*;$", file.read())  # expect: py-regex-backtracking, tier B


def trimmed_in(path):
    with open(path) as file:
        return TRAILING.sub("", file.read())  # expect: py-regex-backtracking, tier C


def trimmed(line):
    # Each blank of a long run is tried as the first one; the runs of most texts are short.
    return WEB.sub("", line)


def is_plain(text):
    # Possessive repeats give nothing back.
    return POSSESSIVE.match(text)


def is_atomic(text):
    # Nor do atomic groups.
    return ATOMIC.match(text)


def is_separated(text):
    # A blank must stand between the words, and is no part of a word: there is one way alone.
    return SENTENCE.match(text)


def quoted(text):
    # What a backslash begins is not in the class before it.
    return QUOTED.match(text)


def number(text):
    # The parts begin with characters that the parts before them do not hold.
    return NUMBER.match(text)


def joined(text):
    # Python makes one class of alternatives that are single characters.
    return DIGITS.match(text)


def always(text):
    # It can be matched in many ways, but the first one succeeds.
    return PLUS.match(text)


def few():
    # A short text of the program's own.
    return WORDS.match("one two three")


def bounded(text):
    # Long texts are kept out.
    if len(text) > 20:
        return None
    return re.match(r"^(?:\w+\s?)*$", text)


def referred(text):
    # Patterns with back references are not judged.
    return re.match(r"^(\w+\s?)*\1$", text)


def built(text, word):
    # Nor are patterns that are put together.
    return re.match("^(" + word + r"+\s?)*$", text)
