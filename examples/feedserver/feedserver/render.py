"""Pages for browsers."""

from __future__ import annotations

import html

from feedserver.textscan import highlight


class PageWriter:
    """Writes one page; ask for a new writer for the next."""

    def __init__(self, title: str, term: str | None = None) -> None:
        self.title = title
        self.term = term
        self.page = ""

    def write(self, cards: list[dict]) -> str:
        self.page += f"<!doctype html><title>{html.escape(self.title)}</title>\n<ol>\n"
        for card in cards:
            self.page += self.item(card)
        self.page += "</ol>\n"
        return self.page

    def item(self, card: dict) -> str:
        title = html.escape(card["title"])
        if self.term:
            title = highlight(title, self.term)
        return (
            f'<li id="{card["guid"]}" class="{card["kind"]} {card["topic"]}">'
            f'<a href="/story/{card["guid"]}">{title}</a> '
            f'<span class="by">{html.escape(card["author"])}</span> '
            f'<span class="votes">{card["votes"]}</span></li>\n'
        )


def render_text(digest: dict) -> str:
    """A digest as plain text, for mail."""
    text = f"Stories for {digest['reader']}\n\n"
    for number, card in enumerate(digest["cards"], start=1):
        text += f"{number:3}. {card['title']} ({card['author']}, {card['votes']} votes)\n"
    return text
