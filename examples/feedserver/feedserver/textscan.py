"""Finds things in the text of stories."""

from __future__ import annotations

import re
from functools import lru_cache

from feedserver.models import Entry

WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")

ENTITY_NAMES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}

ENTITY = re.compile("|".join(map(re.escape, ENTITY_NAMES)))

COMMON_WORDS = frozenset("a an and are as at by for from in is it of on or that the to was with".split())


def unescape(text: str) -> str:
    return ENTITY.sub(lambda found: ENTITY_NAMES[found.group()], text)


def keywords(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(text)} - COMMON_WORDS


def mentions(entries: list[Entry], handle: str) -> int:
    """How many of the entries call the user by the handle."""
    pattern = re.compile(rf"(?<!\w)@{re.escape(handle)}\b", re.IGNORECASE)
    return sum(1 for entry in entries if pattern.search(entry.body))


def popular_handles(entries: list[Entry], handles: list[str], minimum: int) -> list[str]:
    """Handles that at least ``minimum`` of the entries mention."""
    popular = []
    for handle in handles:
        if mentions(entries, handle) >= minimum:
            popular.append(handle)
    return popular


@lru_cache(maxsize=256)
def term_pattern(term: str) -> re.Pattern[str]:
    return re.compile(rf"\b({re.escape(term)})\b", re.IGNORECASE)


def highlight(text: str, term: str) -> str:
    """The text with the term set in bold."""
    return term_pattern(term).sub(r"<b>\1</b>", text)


def squeeze(text: str) -> str:
    """The text with runs of blanks made one and ends trimmed, as in a headline."""
    return " ".join(text.split())
