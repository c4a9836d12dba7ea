"""A list of words by a pattern whose comma may be left out, on n letters without the semicolon that must follow, against one that says where each comma stands."""
import re

SIZES = [4, 10, 16]
WINS = "n >= 10"
METRIC = "cpu"
SAME = "result"

COSTLY = re.compile(r"(?:[a-z]+,?)*;")
ADVISED = re.compile(r"(?:[a-z]+(?:,[a-z]+)*,?)?;")


def inputs(n):
    return (["abcdefghijklmnopqrstuvwxyz"[:n], "abcdefghijklmnopqrstuvwxyz"[:n - 1] + "z"],)


def before(texts):
    return [COSTLY.match(text) is not None for text in texts]


def after(texts):
    return [ADVISED.match(text) is not None for text in texts]
