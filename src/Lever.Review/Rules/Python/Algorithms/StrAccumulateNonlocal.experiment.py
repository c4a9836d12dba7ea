"""n parts of 50 characters added to the text of an attribute one by one against one `join` of them."""
import random

SIZES = [3, 10, 100, 1_000]
WINS = "n >= 10"
METRIC = "cpu"
SAME = "result"


class Row:
    def __init__(self, html):
        self.html = html


class Page:
    def __init__(self):
        self.text = ""

    def write_each(self, rows):
        for row in rows:
            self.text += row.html

    def write_joined(self, rows):
        text_parts = []
        for row in rows:
            text_parts.append(row.html)
        self.text += "".join(text_parts)


def inputs(n):
    return ([Row("<p>%046d</p>"[:50] % random.randrange(10 ** 9)) for _ in range(n)],)


def before(rows):
    page = Page()
    page.write_each(rows)
    return page.text


def after(rows):
    page = Page()
    page.write_joined(rows)
    return page.text
