"""`list.count` for each of n words against one `Counter`."""
import random
from collections import Counter

SIZES = [4, 30, 300]
WINS = "n >= 30"
LOSES = "n <= 4"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    vocabulary = ["word-%d" % number for number in range(n)]
    return ([random.choice(vocabulary) for _ in range(n)],)


def before(words: list):
    return {word: words.count(word) for word in words}


def after(words: list):
    words_counts = Counter(words)
    return {word: words_counts[word] for word in words}
