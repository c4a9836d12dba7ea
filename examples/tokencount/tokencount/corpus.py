"""Documents, and what is counted of them."""

from __future__ import annotations

from tokencount._tokencount import (
    Vocabulary,
    are_words,
    count_all,
    count_each,
    count_words,
    fingerprint,
    is_word,
    longest_repeat,
    total_length,
    total_weight,
    word_rows,
)


class Document:
    """A text, and how much it counts."""

    __slots__ = ("text", "weight")

    def __init__(self, text: str, weight: float) -> None:
        self.text = text
        self.weight = weight


def word_share(tokens: list[str]) -> float:
    """The share of tokens that are words."""
    words = 0
    for token in tokens:
        if is_word(token):
            words += 1
    return words / max(1, len(tokens))


def word_share_by_list(tokens: list[str]) -> float:
    """The same, asking once for a list of answers."""
    return sum(are_words(tokens)) / max(1, len(tokens))


def word_share_at_once(tokens: list[str]) -> float:
    """The same, asking once for the number."""
    return count_words(tokens) / max(1, len(tokens))


class Corpus:
    """Documents that are looked at together."""

    def __init__(self, documents: list[Document]) -> None:
        self.documents = documents

    def tokens(self) -> list[str]:
        return [token for document in self.documents for token in document.text.split()]

    def mean_length(self) -> float:
        """The mean length of documents, by weight over all of them."""
        return total_length(self.documents) / total_weight(self.documents)

    def repeats(self) -> list[int]:
        """The longest repeat of each document. A document takes milliseconds, so the call does not count."""
        return [longest_repeat(document.text) for document in self.documents]

    def fingerprints(self, rounds: int) -> list[int]:
        return [fingerprint(document.text, rounds) for document in self.documents]

    def rows(self) -> list[dict]:
        """The tables of words of all documents, one after the other."""
        return [row for document in self.documents for row in word_rows(document.text)]

    def counts_as_they_come(self) -> list[int]:
        """The number of words of each document, told one by one while the others are counted."""
        counts: list[int] = []
        count_each([document.text for document in self.documents], counts.append)
        return counts

    def counts(self) -> list[int]:
        """The same, told when all are counted."""
        counts: list[int] = []
        count_all([document.text for document in self.documents], counts.extend)
        return counts


def decode(vocabulary: Vocabulary, numbers: list[int]) -> str:
    """The words that the numbers stand for."""
    words = []
    for number in numbers:
        words.append(vocabulary.words[number])
    return " ".join(words)


def initials(vocabulary: Vocabulary) -> str:
    """The first letters of all words."""
    return "".join(word[0] for word in vocabulary.words)
