"""Fixture of py-match-on-slice."""
import re

TOKEN = re.compile(r"\w+|\s+|.")
WORD = re.compile(r"\b\w+")


def tokens(text: str):
    at = 0
    while at < len(text):
        token = TOKEN.match(text[at:]).group()  # expect: py-match-on-slice
        yield token
        at += len(token)


def count(text: str, wanted: str):
    found = 0
    for at in range(len(text)):
        if text[at:].startswith(wanted):  # expect: py-match-on-slice
            found += 1
    return found


def scan(path):
    with open(path) as file:
        text = file.read()
    at = 0
    while at < len(text):
        match = re.match(r"\w+|\W", text[at:])  # expect: py-match-on-slice
        yield match.group()
        at += match.end()


class Scanner:
    def __init__(self, text, pattern):
        self.text = text
        self.pattern = pattern
        self.at = 0

    def scan(self):
        while self.at < len(self.text):
            match = self.pattern.match(self.text[self.at:])  # expect: py-match-on-slice, with a profile, tier C
            self.at += match.end()
            yield match.group()


def by_position(text: str):
    at = 0
    while at < len(text):
        # fine: the position is handed on
        match = TOKEN.match(text, at)
        yield match.group()
        at = match.end()


def word(text: str):
    at = 0
    while at < len(text):
        # fine: the pattern looks at what stands before it
        match = WORD.match(text[at:])
        if match:
            yield match.group()
        at += 1


def once(text: str, at):
    # fine: no loop
    return text[at:].startswith("#")


def lines(texts: list):
    for text in texts:
        # fine: another text on every turn
        at = text.find(":")
        if text[at:].startswith(": "):
            yield text


def consumed(text: str):
    while text:
        # fine: the text itself is cut, which is another rule's business
        match = TOKEN.match(text)
        text = text[match.end():]


def pieces(text: str):
    for at in range(len(text)):
        # fine: a short piece
        if text[at:at + 3].startswith("ab"):
            yield at


def flags(line: str):
    at = 0
    while at < len(line):
        # fine: a line is short
        match = TOKEN.match(line[at:])
        yield match.group()
        at += match.end()


def options(names: list):
    for name in names:
        # fine: a fixed position
        if name[2:].startswith("no-"):
            yield name
