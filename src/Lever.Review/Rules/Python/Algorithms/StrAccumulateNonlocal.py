"""Fixture of py-str-accumulate-nonlocal."""

report = ""


class Page:
    def __init__(self):
        self.text = ""
        self.size = 0
        self.lines = [""]

    def write(self, cards):
        for card in cards:
            self.text += self.item(card)  # expect: py-str-accumulate-nonlocal

    def write_both(self, cards):
        for card in cards:
            self.text += (  # expect: py-str-accumulate-nonlocal
                card.head
                + card.body
            )

    def item(self, card):
        return card.html

    def count(self, cards):
        # A number.
        for card in cards:
            self.size += card.size

    def rewrite(self, cards):
        # Each turn begins anew.
        for card in cards:
            self.text = ""
            self.text += card.html
            yield self.text

    def last_line(self, cards):
        # The last line is short.
        for card in cards:
            self.lines[-1] += card.html

    def few(self):
        # Three turns.
        for name in ("a", "b", "c"):
            self.text += name

    def once(self, card):
        # Not in a loop.
        self.text += card.html


def write_report(rows):
    global report
    for row in rows:
        report += row.line  # expect: py-str-accumulate-nonlocal


def backwards(words: list):
    text = ""
    for name in words:
        text = name + text  # expect: py-str-accumulate-nonlocal
    return text


def formatted(words: list):
    text = ""
    for name in words:
        text = f"{text}, {name}"  # expect: py-str-accumulate-nonlocal
    return text


def local(words: list):
    # CPython appends to a local string in place.
    text = ""
    for name in words:
        text += name
    return text


def local_sum(words: list):
    # In this form as well.
    text = ""
    for name in words:
        text = text + name
    return text


def number(values: list):
    # A number, not a string.
    total = 0
    for value in values:
        total = value + total
    return total


def dotted(node):
    # A dotted name has few parts.
    name = ""
    while node.parent:
        name = "." + node.name + name  # expect: py-str-accumulate-nonlocal, with a profile
        node = node.parent
    return name


def translated(parts):
    # A pattern, a name: its parts are not known to be many.
    text = ""
    for part in parts.found:
        text = f"{text}[{part}]"  # expect: py-str-accumulate-nonlocal, with a profile
    return text


class Tokens:
    def __init__(self):
        self.staged = ""

    def raise_unexpected(self):
        raise ValueError(self.staged)

    def read(self, characters: str):
        for character in characters:
            if character == "?":
                # Added once, on the way to the error.
                self.staged += character
                self.raise_unexpected()
