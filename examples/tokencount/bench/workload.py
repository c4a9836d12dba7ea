"""The workload: what a corpus is asked for in one evening.

    python bench/workload.py              about two seconds of work; prints a checksum of all answers
    python bench/workload.py --compare    times the ways to ask for the share of words, in turns

The texts come from a seed, so the checksum is the same everywhere and a change of behaviour shows.
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from tokencount import Corpus, Document, word_share, word_share_at_once, word_share_by_list  # noqa: E402
from tokencount.corpus import Vocabulary, decode, initials  # noqa: E402

DOCUMENTS = 400
TOKENS = 600
PASSES = 12
WORDS = 2_000
DECODED = 400
ROUNDS = 40
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ly", "mar", "nes", "or", "pra", "qui", "st")
COMPARED = 15


def numbers(seed: int):
    """Numbers that look random; the constants are Knuth's for MMIX."""
    while True:
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        yield seed >> 33


def make_words(count: int) -> list[str]:
    base = len(SYLLABLES)
    return [
        SYLLABLES[number % base] + SYLLABLES[number // base % base] + SYLLABLES[number // base**2 % base] + "x" * (number // base**3)
        for number in range(count)
    ]


def make_corpus(words: list[str], seed: int = 20240501) -> Corpus:
    source = numbers(seed)
    documents = []
    for number in range(DOCUMENTS):
        tokens = [words[min(next(source), next(source)) % len(words)] for _ in range(TOKENS)]
        tokens[:: 11] = [str(next(source)) for _ in tokens[:: 11]]
        documents.append(Document(" ".join(tokens), 1 + number % 3))
    return Corpus(documents)


def run(words: list[str], corpus: Corpus) -> str:
    """Asks for everything; returns the checksum."""
    answers: list = []
    tokens = corpus.tokens()
    for _ in range(PASSES):
        answers.append(word_share(tokens))
    answers.append(word_share_by_list(tokens))
    answers.append(word_share_at_once(tokens))
    for _ in range(PASSES):
        answers.append(corpus.mean_length())
    answers.append(corpus.repeats())
    answers.append(corpus.fingerprints(ROUNDS))
    answers.append(corpus.rows()[::1000])
    answers.append(corpus.counts_as_they_come())
    answers.append(corpus.counts())
    vocabulary = Vocabulary(words)
    encoded = vocabulary.encode(corpus.documents[0].text)
    answers.append(decode(vocabulary, encoded[:DECODED]))
    answers.append(initials(vocabulary))
    return hashlib.sha256(repr(answers).encode("utf-8")).hexdigest()[:16]


def compare(tokens: list[str]) -> None:
    """Times each way COMPARED times, one after the other in turns, and prints medians."""
    ways = (word_share, word_share_by_list, word_share_at_once)
    seconds: dict = {way: [] for way in ways}
    for _ in range(COMPARED):
        for way in ways:
            started = time.perf_counter()
            way(tokens)
            seconds[way].append(time.perf_counter() - started)
    first = statistics.median(seconds[word_share])
    print(f"{len(tokens)} tokens, {COMPARED} times each, median and (least)")
    for way in ways:
        middle = statistics.median(seconds[way])
        each = middle / len(tokens) * 1e9
        print(f"{way.__name__:20} {middle * 1e3:7.2f} ms ({min(seconds[way]) * 1e3:.2f})  {each:6.1f} ns a token  {first / middle:5.2f} x")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compare", action="store_true")
    options = parser.parse_args()
    words = make_words(WORDS)
    corpus = make_corpus(words)
    if options.compare:
        compare(corpus.tokens())
        return
    started = time.perf_counter()
    checksum = run(words, corpus)
    print(f"{time.perf_counter() - started:.2f} s", file=sys.stderr)
    print(checksum)


if __name__ == "__main__":
    main()
