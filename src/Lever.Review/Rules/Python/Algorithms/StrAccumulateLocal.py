"""Fixture of py-str-accumulate-local."""


def text_of(leaves: list):
    text = ""
    for leaf in leaves:
        text += leaf.value  # expect: py-str-accumulate-local, tier C, with a profile
    return text


def line_of(leaves: list, indent):
    text = "    " * 2
    for leaf in leaves:
        text += str(leaf)  # expect: py-str-accumulate-local, tier C, with a profile
    return text + indent


def visible(pairs: list):
    text = ""
    for name, value in pairs:
        if not name.startswith("_"):
            text += f"{name}={value};"  # expect: py-str-accumulate-local, tier C, with a profile
    return text


def last_too(leaves: list):
    # The variable is used after the loop: no patch.
    text = ""
    for leaf in leaves:
        text += leaf.value  # expect: py-str-accumulate-local, tier C, with a profile
    return text, leaf


def busy(leaves: list, seen):
    # The loop does something else besides.
    text = ""
    for leaf in leaves:
        text += leaf.value
        seen.add(leaf)
    return text


def separated(words: list):
    # What was written so far decides.
    text = ""
    for word in words:
        if not text.endswith(word):
            text += word
    return text


def few():
    text = ""
    for part in ("a", "b", "c"):
        text += part
    return text


def total(numbers: list):
    # A number.
    count = 0
    for number in numbers:
        count += number
    return count


class Page:
    text = ""

    def write(self, rows: list):
        # An attribute is another rule's business.
        for row in rows:
            self.text += row.html


async def received(reader, count: list):
    # It waits for each.
    text = ""
    for _ in count:
        text += await reader.read_text()
    return text
